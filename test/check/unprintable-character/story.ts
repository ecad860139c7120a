// A variable that holds a NUL.
import { job, push, sh, story } from 'pipegen'

const unit = job({ env: { SEPARATOR: '\0' }, steps: [sh`make test`] })

export default story({
  name: 'shop',
  targets: ['github', 'gitlab'],
  on: [push()],
  stages: { test: { unit } },
})
