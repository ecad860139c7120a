// The version is counted from the whole history.
import { job, push, sh, story } from 'pipegen'

const unit = job({ checkout: { depth: 0 }, steps: [sh`git describe --tags`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
