// The preview is named after the branch.
import { ctx, job, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`./preview --name ${ctx.branch}`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
