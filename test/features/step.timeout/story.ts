// A step that may take two minutes.
import { job, push, sh, step, story } from 'pipegen'

const unit = job({ steps: [sh`make`, step({ run: sh`make test`, timeout: 2 })] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
