// One combination knows more than the others, and one stands apart.
import { job, matrix, node, push, sh, story } from 'pipegen'

const unit = job({
  matrix: matrix(
    { version: ['22', '24'] },
    {
      include: [
        { version: '24', flags: '--coverage' },
        { version: '26', flags: '--experimental' },
      ],
    },
  ),
  tools: ({ version }) => [node(version)],
  env: ({ flags }) => ({ FLAGS: flags }),
  steps: [sh`npm test -- $FLAGS`],
})

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
