// The tests run on a machine of one's own.
import { job, push, sh, story } from 'pipegen'

const unit = job({ runner: { labels: ['gpu', 'office'] }, steps: [sh`make test`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
