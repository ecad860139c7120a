// A job is needed twice.
import { job, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make test`] })
const pack = job({ needs: [unit, unit], steps: [sh`make package`] })

export default story({
  name: 'shop',
  targets: ['github', 'gitlab'],
  on: [push()],
  stages: { test: { unit }, build: { pack } },
})
