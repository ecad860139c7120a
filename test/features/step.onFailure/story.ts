// A step that tells why the tests failed.
import { job, onFailure, push, sh, step, story } from 'pipegen'

const unit = job({ steps: [sh`make`, step({ run: sh`cat test.log`, when: onFailure() })] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
