// A regular expression where a pattern is asked for.
import { job, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make test`] })

export default story({
  name: 'shop',
  targets: ['github', 'gitlab'],
  on: [push({ branches: ['release/[0-9]'] })],
  stages: { test: { unit } },
})
