// A preview is for pull requests of the repository itself.
import { fork, job, not, pullRequest, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make test`] })
const publish = job({ when: not(fork()), steps: [sh`make publish`] })

export default story({
  name: 'shop',
  on: [pullRequest()],
  stages: { test: { unit }, release: { publish } },
})
