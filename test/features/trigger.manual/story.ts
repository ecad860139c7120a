// The tests are started by hand.
import { job, manual, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make test`] })

export default story({
  name: 'shop',
  on: [manual()],
  stages: { test: { unit } },
})
