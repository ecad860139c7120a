// A pull request that changes nothing but words is not tested.
import { job, pullRequest, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make test`] })

export default story({
  name: 'shop',
  on: [pullRequest({ ignorePaths: ['docs/**', '*.md'] })],
  stages: { test: { unit } },
})
