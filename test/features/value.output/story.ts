// The deployment is told what was built.
import { job, push, sh, story } from 'pipegen'

const image = job({ outputs: ['digest'], steps: [sh`./build-image --output "$PIPEGEN_OUTPUT"`] })
const deploy = job({ env: { IMAGE: `registry.example.com/shop@${image.outputs.digest}` }, steps: [sh`./deploy`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { build: { image }, deploy: { deploy } },
})
