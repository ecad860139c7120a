// What is left out was never there.
import { job, matrix, push, sh, story } from 'pipegen'

const unit = job({
  // @ts-expect-error the axis has no such value
  matrix: matrix({ version: ['22', '24'] }, { exclude: [{ version: '20' }] }),
  steps: ({ version }) => [sh`make test-${version}`],
})

export default story({
  name: 'shop',
  targets: ['github', 'gitlab'],
  on: [push()],
  stages: { test: { unit } },
})
