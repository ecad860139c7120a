// A step that may fail.
import { job, push, sh, step, story } from 'pipegen'

const unit = job({ steps: [step({ run: sh`make lint`, continueOnError: true }), sh`make test`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
