// A tool wants an absolute path.
import { ctx, job, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`./scan --folder ${ctx.workspace}/src`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
