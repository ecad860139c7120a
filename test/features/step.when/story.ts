// A step is for main only.
import { branch, job, push, sh, step, story } from 'pipegen'

const unit = job({ steps: [sh`make`, step({ run: sh`make upload`, when: branch('main') })] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
