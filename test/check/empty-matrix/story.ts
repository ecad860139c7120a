// Every combination is left out.
import { job, matrix, push, sh, story } from 'pipegen'

const unit = job({
  matrix: matrix({ version: ['24'] }, { exclude: [{ version: '24' }] }),
  steps: ({ version }) => [sh`make test-${version}`],
})

export default story({
  name: 'shop',
  targets: ['github', 'gitlab'],
  on: [push()],
  stages: { test: { unit } },
})
