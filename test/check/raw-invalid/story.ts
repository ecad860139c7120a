// A patch that GitLab would refuse.
import { job, push, sh, story } from 'pipegen'

// @ts-expect-error two times at most
const unit = job({ image: 'node:24', raw: { gitlab: { retry: 3 } }, steps: [sh`npm test`] })

export default story({
  name: 'shop',
  targets: ['gitlab'],
  on: [push()],
  stages: { test: { unit } },
})
