// The database takes two test runs at a time.
import { job, matrix, node, push, sh, story } from 'pipegen'

const unit = job({
  matrix: matrix({ version: ['22', '24', '26'] }, { maxParallel: 2 }),
  tools: ({ version }) => [node(version)],
  steps: [sh`npm test`],
})

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
