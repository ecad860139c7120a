// A step has a variable that the others do not see.
import { job, push, sh, step, story } from 'pipegen'

const unit = job({ steps: [sh`make`, step({ run: sh`make test`, env: { LOG_LEVEL: 'debug' } })] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
