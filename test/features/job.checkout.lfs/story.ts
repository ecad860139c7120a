// The test data are large files.
import { job, push, sh, story } from 'pipegen'

const unit = job({ checkout: { lfs: true }, steps: [sh`make test`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
