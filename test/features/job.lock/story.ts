// The test server takes one run at a time.
import { job, push, sh, story } from 'pipegen'

const unit = job({ lock: 'test-server', steps: [sh`./test-on-server`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
