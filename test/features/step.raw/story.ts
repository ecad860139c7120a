// A key of one vendor that no option of a step speaks of.
import { job, push, sh, step, story } from 'pipegen'

const unit = job({ steps: [step({ name: 'Test', run: sh`make test`, raw: { github: { id: 'test' } } })] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
