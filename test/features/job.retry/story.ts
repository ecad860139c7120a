// A flaky job is tried again.
import { job, push, sh, story } from 'pipegen'

const unit = job({ retry: 2, steps: [sh`make browser-test`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
