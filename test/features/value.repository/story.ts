// The report names the repository.
import { ctx, job, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`./report --repository ${ctx.repository}`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
