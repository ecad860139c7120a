// The story fails while it is read.
import { job, push, sh, story } from 'pipegen'

const versions: readonly string[] = JSON.parse('["22", "24"')
const unit = job({ matrix: { version: versions }, steps: ({ version }) => [sh`make test-${version}`] })

export default story({
  name: 'shop',
  targets: ['github', 'gitlab'],
  on: [push()],
  stages: { test: { unit } },
})
