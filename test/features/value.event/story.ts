// The script is told what started the run.
import { ctx, job, manual, pullRequest, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`./report --event ${ctx.event}`] })

export default story({
  name: 'shop',
  on: [push(), pullRequest(), manual()],
  stages: { test: { unit } },
})
