// All combinations but one.
import { job, matrix, node, push, sh, story } from 'pipegen'

const unit = job({
  matrix: matrix(
    { version: ['22', '24'], database: ['postgres', 'sqlite'] },
    { exclude: [{ version: '22', database: 'sqlite' }] },
  ),
  tools: ({ version }) => [node(version)],
  env: ({ database }) => ({ DATABASE: database }),
  steps: [sh`npm test`],
})

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
