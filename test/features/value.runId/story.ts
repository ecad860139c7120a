// The test database is named after the run.
import { ctx, job, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`./make-database shop-${ctx.runId}`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
