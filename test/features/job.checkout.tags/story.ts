// The tags are fetched too.
import { job, push, sh, story } from 'pipegen'

const unit = job({ checkout: { tags: true }, steps: [sh`git tag --list`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
