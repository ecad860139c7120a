// The tests run on two versions.
import { job, node, push, sh, story } from 'pipegen'

const unit = job({
  matrix: { version: ['22', '24'] },
  tools: ({ version }) => [node(version)],
  steps: [sh`npm test`],
})

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
