// A step that is tried again.
import { job, push, sh, step, story } from 'pipegen'

const unit = job({ steps: [step({ run: sh`npm ci`, retry: 2 }), sh`npm test`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
