// GitLab would look for a variable behind the dollar sign.
import { job, push, sh, story } from 'pipegen'

const unit = job({
  image: 'node:24',
  matrix: { price: ['$5', '$10'] },
  steps: ({ price }) => [sh`make test-price PRICE=${price}`],
})

export default story({
  name: 'shop',
  targets: ['gitlab'],
  on: [push()],
  stages: { test: { unit } },
})
