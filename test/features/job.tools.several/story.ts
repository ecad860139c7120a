// The job uses Python and Node.js.
import { job, node, push, python, sh, story } from 'pipegen'

const unit = job({ tools: [python('3.13'), node('24')], steps: [sh`npm ci`, sh`python -m pytest`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
