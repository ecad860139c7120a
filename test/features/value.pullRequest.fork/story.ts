// The script is told whether the pull request comes from outside.
import { ctx, job, pullRequest, sh, story } from 'pipegen'

const unit = job({ steps: [sh`./preview --foreign=${ctx.pullRequest.fork}`] })

export default story({
  name: 'shop',
  on: [pullRequest()],
  stages: { test: { unit } },
})
