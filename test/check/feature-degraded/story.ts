// GitLab has no limit of matrix runs at once.
import { job, matrix, push, sh, story } from 'pipegen'

const unit = job({
  image: 'node:24',
  matrix: matrix({ part: ['cart', 'search', 'pay'] }, { maxParallel: 2 }),
  steps: ({ part }) => [sh`make test-${part}`],
})

export default story({
  name: 'shop',
  targets: ['gitlab'],
  on: [push()],
  stages: { test: { unit } },
})
