// Pushes to all branches are tested, except those of a bot.
import { job, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make test`] })

export default story({
  name: 'shop',
  on: [push({ ignoreBranches: ['dependabot/**'] })],
  stages: { test: { unit } },
})
