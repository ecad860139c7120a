// A job does nothing.
import { job, push, story } from 'pipegen'

const unit = job({ steps: [] })

export default story({
  name: 'shop',
  targets: ['github', 'gitlab'],
  on: [push()],
  stages: { test: { unit } },
})
