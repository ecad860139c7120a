// The status is set on the last commit.
import { ctx, job, pullRequest, sh, story } from 'pipegen'

const unit = job({ steps: [sh`./set-status --commit ${ctx.pullRequest.headSha}`] })

export default story({
  name: 'shop',
  on: [pullRequest()],
  stages: { test: { unit } },
})
