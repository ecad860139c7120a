// The preview is named after the pull request.
import { ctx, job, pullRequest, sh, story } from 'pipegen'

const unit = job({ steps: [sh`./preview --name pr-${ctx.pullRequest.number}`] })

export default story({
  name: 'shop',
  on: [pullRequest()],
  stages: { test: { unit } },
})
