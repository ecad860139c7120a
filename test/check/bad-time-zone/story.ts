// A time zone that does not exist.
import { job, schedule, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make test`] })

export default story({
  name: 'shop',
  targets: ['github', 'gitlab'],
  on: [schedule('0 3 * * *', { timeZone: 'Europe/Atlantis' })],
  stages: { test: { unit } },
})
