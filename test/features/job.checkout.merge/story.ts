// What is tested is the pull request as it will be merged.
import { job, pullRequest, sh, story } from 'pipegen'

const unit = job({ checkout: { pullRequest: 'merge' }, steps: [sh`make test`] })

export default story({
  name: 'shop',
  on: [pullRequest()],
  stages: { test: { unit } },
})
