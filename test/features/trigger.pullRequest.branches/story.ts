// Pull requests into main and into release branches are tested.
import { job, pullRequest, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make test`] })

export default story({
  name: 'shop',
  on: [pullRequest({ branches: ['main', 'release/*'] })],
  stages: { test: { unit } },
})
