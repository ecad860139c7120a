// The image has no bash.
import { job, push, sh, story } from 'pipegen'

const unit = job({ image: 'alpine:3.22', shell: 'sh', steps: [sh`./test.sh`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
