// A job has a name for people.
import { job, push, sh, story } from 'pipegen'

const unit = job({ name: 'Unit tests (fast)', steps: [sh`make test`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
