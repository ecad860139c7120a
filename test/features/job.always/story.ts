// What was set up is taken down, whatever happened.
import { always, job, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make test`] })
const clean = job({ when: always(), steps: [sh`./take-down`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit }, after: { clean } },
})
