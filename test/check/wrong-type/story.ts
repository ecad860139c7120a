// A job is needed by its name instead of its value.
import { job, push, sh, story } from 'pipegen'

const build = job({ steps: [sh`make`] })
// @ts-expect-error a job is needed by its value
const unit = job({ needs: ['build'], steps: [sh`make test`] })

export default story({
  name: 'shop',
  targets: ['github', 'gitlab'],
  on: [push()],
  stages: { build: { build }, test: { unit } },
})
