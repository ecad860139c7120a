// A timeout of no time.
import { job, push, sh, story } from 'pipegen'

const unit = job({ timeout: 0, steps: [sh`make test`] })

export default story({
  name: 'shop',
  targets: ['github', 'gitlab'],
  on: [push()],
  stages: { test: { unit } },
})
