// GitLab runs every job in an image, so a job without one gets one.
import { job, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make test`] })

export default story({
  name: 'shop',
  targets: ['gitlab'],
  on: [push()],
  stages: { test: { unit } },
})
