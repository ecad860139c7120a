// The name of the branch is checked.
import { ctx, job, pullRequest, sh, story } from 'pipegen'

const unit = job({ steps: [sh`./check-branch ${ctx.pullRequest.sourceBranch}`] })

export default story({
  name: 'shop',
  on: [pullRequest()],
  stages: { test: { unit } },
})
