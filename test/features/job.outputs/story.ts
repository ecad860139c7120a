// A job tells the next one what it built.
import { job, push, sh, story } from 'pipegen'

const image = job({
  outputs: ['digest'],
  steps: [sh`./build-image`, sh`echo "digest=$(cat image.digest)" >> "$PIPEGEN_OUTPUT"`],
})
const deploy = job({ steps: [sh`./deploy ${image.outputs.digest}`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { build: { image }, deploy: { deploy } },
})
