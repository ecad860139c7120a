// The report names the job.
import { ctx, job, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`./report --job ${ctx.job}`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
