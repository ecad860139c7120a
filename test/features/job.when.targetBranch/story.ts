// A preview is made of pull requests into main.
import { job, pullRequest, sh, story, targetBranch } from 'pipegen'

const unit = job({ steps: [sh`make test`] })
const publish = job({ when: targetBranch('main'), steps: [sh`make publish`] })

export default story({
  name: 'shop',
  on: [pullRequest()],
  stages: { test: { unit }, release: { publish } },
})
