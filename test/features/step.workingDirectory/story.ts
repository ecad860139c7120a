// A step runs in another folder.
import { job, push, sh, step, story } from 'pipegen'

const unit = job({ steps: [sh`make`, step({ run: sh`npm test`, workingDirectory: 'apps/web' })] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
