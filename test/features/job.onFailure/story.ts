// The team is told when a test failed.
import { job, onFailure, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make test`] })
const tell = job({ when: onFailure(), steps: [sh`./tell-the-team`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit }, after: { tell } },
})
