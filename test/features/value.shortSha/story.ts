// The preview is named after the commit.
import { ctx, job, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`./preview --name ${ctx.shortSha}`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
