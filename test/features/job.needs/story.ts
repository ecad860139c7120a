// The packaging waits for the unit tests and not for the slow ones.
import { job, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make test`] })
const browser = job({ steps: [sh`make browser-test`] })
const pack = job({ needs: [unit], steps: [sh`make package`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit, browser }, build: { pack } },
})
