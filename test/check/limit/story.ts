// A matrix of more runs than GitLab takes.
import { job, push, sh, story } from 'pipegen'

const parts = Array.from({ length: 201 }, (_, index) => `part-${index}`)
const unit = job({
  image: 'node:24',
  matrix: { part: parts },
  steps: ({ part }) => [sh`make ${part}`],
})

export default story({
  name: 'shop',
  targets: ['gitlab'],
  on: [push()],
  stages: { test: { unit } },
})
