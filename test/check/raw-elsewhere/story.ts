// A patch for one of two vendors.
import { job, push, sh, story } from 'pipegen'

const unit = job({ image: 'node:24', raw: { gitlab: { interruptible: true } }, steps: [sh`npm test`] })

export default story({
  name: 'shop',
  targets: ['github', 'gitlab'],
  on: [push()],
  stages: { test: { unit } },
})
