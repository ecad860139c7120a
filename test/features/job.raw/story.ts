// A key of one vendor that no option speaks of.
import { job, push, sh, story } from 'pipegen'

const unit = job({
  raw: { github: { 'continue-on-error': true }, gitlab: { interruptible: true } },
  steps: [sh`make test`],
})

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
