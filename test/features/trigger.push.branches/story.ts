// Pushes to main and to release branches are tested.
import { job, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make test`] })

export default story({
  name: 'shop',
  on: [push({ branches: ['main', 'release/*'] })],
  stages: { test: { unit } },
})
