// The deployment finds its configuration in a file.
import { job, push, secret, sh, story } from 'pipegen'

const ship = job({
  env: { KUBECONFIG: secret.file('KUBECONFIG') },
  steps: [sh`kubectl apply --filename deployment.yaml`],
})

export default story({
  name: 'shop',
  on: [push()],
  stages: { deploy: { ship } },
})
