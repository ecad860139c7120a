// The image is named after the commit.
import { ctx, job, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`docker build --tag shop:${ctx.sha} .`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
