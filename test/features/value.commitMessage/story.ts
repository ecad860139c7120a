// The message of the commit is looked at.
import { ctx, job, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`./check-message ${ctx.commitMessage}`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
