// The names of two stories make the same name of a file.
import { job, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make test`] })

export default story({
  name: 'shop tests',
  targets: ['github'],
  on: [push()],
  stages: { test: { unit } },
})
