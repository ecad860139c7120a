// A pull request is tested when it changes the sources.
import { job, pullRequest, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make test`] })

export default story({
  name: 'shop',
  on: [pullRequest({ paths: ['src/**'] })],
  stages: { test: { unit } },
})
