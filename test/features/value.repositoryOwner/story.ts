// The report names the owner of the repository.
import { ctx, job, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`./report --owner ${ctx.repositoryOwner}`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
