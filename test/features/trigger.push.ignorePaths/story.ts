// A push that changes nothing but words is not tested.
import { job, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make test`] })

export default story({
  name: 'shop',
  on: [push({ ignorePaths: ['docs/**', '*.md'] })],
  stages: { test: { unit } },
})
