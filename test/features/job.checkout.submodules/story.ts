// The sources have submodules.
import { job, push, sh, story } from 'pipegen'

const unit = job({ checkout: { submodules: 'recursive' }, steps: [sh`make test`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
