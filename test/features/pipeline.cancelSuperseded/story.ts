// A newer push cancels the older run.
import { job, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make test`] })

export default story({
  name: 'shop',
  on: [push()],
  cancelSuperseded: true,
  stages: { test: { unit } },
})
