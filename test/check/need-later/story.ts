// A job needs one of a later stage.
import { job, push, sh, story } from 'pipegen'

const pack = job({ steps: [sh`make package`] })
const unit = job({ needs: [pack], steps: [sh`make test`] })

export default story({
  name: 'shop',
  targets: ['github', 'gitlab'],
  on: [push()],
  stages: { test: { unit }, build: { pack } },
})
