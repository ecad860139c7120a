// The packaging waits for the scan on main, and goes on without it elsewhere.
import { branch, job, optional, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make test`] })
const scan = job({ when: branch('main'), steps: [sh`make scan`] })
const pack = job({ needs: [unit, optional(scan)], steps: [sh`make package`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit, scan }, build: { pack } },
})
