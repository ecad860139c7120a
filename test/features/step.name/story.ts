// A step has a name for people.
import { job, push, sh, step, story } from 'pipegen'

const unit = job({ steps: [sh`make`, step({ name: 'Unit tests: all of them', run: sh`make test` })] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
