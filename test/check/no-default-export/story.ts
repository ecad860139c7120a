// The story is made and not exported.
import { job, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make test`] })

export const shop = story({
  name: 'shop',
  targets: ['github', 'gitlab'],
  on: [push()],
  stages: { test: { unit } },
})
