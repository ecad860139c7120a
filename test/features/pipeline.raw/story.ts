// A key of one vendor that no option of a story speaks of.
import { job, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make test`] })

export default story({
  name: 'shop',
  on: [push()],
  raw: { github: { 'run-name': 'Tests' }, gitlab: { workflow: { auto_cancel: { on_job_failure: 'none' } } } },
  stages: { test: { unit } },
})
