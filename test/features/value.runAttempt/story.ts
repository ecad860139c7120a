// The report says how often the run was tried.
import { ctx, job, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`./report --attempt ${ctx.runAttempt}`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
