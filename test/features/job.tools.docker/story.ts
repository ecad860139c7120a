// The job builds an image.
import { docker, job, push, sh, story } from 'pipegen'

const image = job({ tools: [docker()], steps: [sh`docker build --tag shop .`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { build: { image } },
})
