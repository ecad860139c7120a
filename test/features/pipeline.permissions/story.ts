// All jobs may write packages.
import { job, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make test`] })

export default story({
  name: 'shop',
  on: [push()],
  permissions: { contents: 'read', packages: 'write' },
  stages: { test: { unit } },
})
