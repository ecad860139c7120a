// People read another name than files and branches have.
import { job, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make test`] })

export default story({
  name: 'shop',
  title: 'Tests (all of them): unit & lint',
  on: [push()],
  stages: { test: { unit } },
})
