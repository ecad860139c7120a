// The job uses Python.
import { job, push, python, sh, story } from 'pipegen'

const unit = job({ tools: [python('3.13')], steps: [sh`python -m pytest`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
