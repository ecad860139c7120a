// Another system starts the tests.
import { api, job, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make test`] })

export default story({
  name: 'shop',
  on: [api('upstream-changed')],
  stages: { test: { unit } },
})
