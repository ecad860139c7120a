// GitLab keeps schedules in its settings.
import { job, schedule, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make test`] })

export default story({
  name: 'shop',
  targets: ['gitlab'],
  on: [schedule('30 3 * * *', { name: 'nightly' })],
  stages: { test: { unit } },
})
