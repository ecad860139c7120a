// The tests against the next version may fail.
import { job, push, sh, story } from 'pipegen'

const next = job({ allowFailure: true, steps: [sh`make test-next`] })
const pack = job({ steps: [sh`make package`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { next }, build: { pack } },
})
