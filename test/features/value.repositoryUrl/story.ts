// The package says where its sources are.
import { ctx, job, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`./package --homepage ${ctx.repositoryUrl}`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
