// A step that cleans up whatever happened.
import { always, job, push, sh, step, story } from 'pipegen'

const unit = job({ steps: [sh`make`, step({ run: sh`make clean`, when: always() })] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
