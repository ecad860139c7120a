// The report leads to the run.
import { ctx, job, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`./report --link ${ctx.runUrl}`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
