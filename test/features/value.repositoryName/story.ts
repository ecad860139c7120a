// The image is named after the repository.
import { ctx, job, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`docker build --tag ${ctx.repositoryName} .`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
