// The changes are counted from the default branch.
import { ctx, job, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`./count-changes --since ${ctx.defaultBranch}`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
