// The report names the person who started the run.
import { ctx, job, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`./report --author ${ctx.actor}`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
