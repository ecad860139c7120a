// The settings of the repository say what its token may do; one job asks for what it needs.
import { job, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make test`] })

const report = job({ permissions: { checks: 'write' }, steps: [sh`make report`] })

export default story({
  name: 'shop',
  on: [push()],
  permissions: 'settings',
  stages: { test: { unit, report } },
})
