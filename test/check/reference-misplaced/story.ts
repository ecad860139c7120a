// The name of a job is read before the branch is known.
import { ctx, job, push, sh, story } from 'pipegen'

const unit = job({ name: `Tests of ${ctx.branch}`, steps: [sh`make test`] })

export default story({
  name: 'shop',
  targets: ['github', 'gitlab'],
  on: [push()],
  stages: { test: { unit } },
})
