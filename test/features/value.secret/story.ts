// The deployment logs in with a secret.
import { job, push, secret, sh, story } from 'pipegen'

const ship = job({ env: { DEPLOY_TOKEN: secret('DEPLOY_TOKEN') }, steps: [sh`make ship`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { deploy: { ship } },
})
