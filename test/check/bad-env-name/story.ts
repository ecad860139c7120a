// A variable that no shell can set.
import { job, push, sh, story } from 'pipegen'

const unit = job({ env: { 'LOG-LEVEL': 'debug' }, steps: [sh`make test`] })

export default story({
  name: 'shop',
  targets: ['github', 'gitlab'],
  on: [push()],
  stages: { test: { unit } },
})
