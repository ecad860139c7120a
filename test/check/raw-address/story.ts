// A patch takes out a key that the output does not have.
import { job, push, sh, story } from 'pipegen'

const unit = job({ image: 'node:24', raw: { gitlab: { cache: null } }, steps: [sh`npm test`] })

export default story({
  name: 'shop',
  targets: ['gitlab'],
  on: [push()],
  stages: { test: { unit } },
})
