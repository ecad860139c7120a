// A job writes packages.
import { job, push, sh, story } from 'pipegen'

const unit = job({ permissions: { contents: 'read', packages: 'write' }, steps: [sh`make publish`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
