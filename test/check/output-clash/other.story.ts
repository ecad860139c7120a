// The other story of this file.
import { job, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make test`] })

export default story({
  name: 'shop-tests',
  targets: ['github'],
  on: [push()],
  stages: { test: { unit } },
})
