// The check is a workflow of another repository.
import { job, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make test`] })
const audit = job({ steps: [], raw: { github: { uses: 'example/checks/.github/workflows/audit.yml@v1' } } })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit, audit } },
})
