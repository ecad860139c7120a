// The deployment logs in to a cloud without a stored secret.
import { idToken, job, push, sh, story } from 'pipegen'

const ship = job({ env: { CLOUD_TOKEN: idToken({ audience: 'sts.example.com' }) }, steps: [sh`make ship`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { deploy: { ship } },
})
