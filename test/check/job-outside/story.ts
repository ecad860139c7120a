// A job needs one that stands in no stage.
import { job, push, sh, story } from 'pipegen'

const build = job({ steps: [sh`make`] })
const unit = job({ needs: [build], steps: [sh`make test`] })

export default story({
  name: 'shop',
  targets: ['github', 'gitlab'],
  on: [push()],
  stages: { test: { unit } },
})
