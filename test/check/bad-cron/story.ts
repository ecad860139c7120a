// A schedule at 25 o’clock.
import { job, schedule, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make test`] })

export default story({
  name: 'shop',
  targets: ['github', 'gitlab'],
  on: [schedule('0 25 * * *')],
  stages: { test: { unit } },
})
