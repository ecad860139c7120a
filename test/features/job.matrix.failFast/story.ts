// The first failed version stops the others.
import { job, matrix, node, push, sh, story } from 'pipegen'

const unit = job({
  matrix: matrix({ version: ['22', '24'] }, { failFast: true }),
  tools: ({ version }) => [node(version)],
  steps: [sh`npm test`],
})

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
