// The names of two jobs differ in case alone.
import { job, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make test`] })
const other = job({ steps: [sh`make other`] })

export default story({
  name: 'shop',
  targets: ['github', 'gitlab'],
  on: [push()],
  stages: { test: { unit }, later: { Unit: other } },
})
