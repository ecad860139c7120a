// The title is checked.
import { ctx, job, pullRequest, sh, story } from 'pipegen'

const unit = job({ steps: [sh`./check-title ${ctx.pullRequest.title}`] })

export default story({
  name: 'shop',
  on: [pullRequest()],
  stages: { test: { unit } },
})
