// Every pull request is tested.
import { job, pullRequest, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make test`] })

export default story({
  name: 'shop',
  on: [pullRequest()],
  stages: { test: { unit } },
})
