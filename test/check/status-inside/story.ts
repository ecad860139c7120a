// A status stands inside of a choice.
import { any, branch, job, onFailure, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make test`] })
const tell = job({ when: any(onFailure(), branch('main')), steps: [sh`./tell`] })

export default story({
  name: 'shop',
  targets: ['github', 'gitlab'],
  on: [push()],
  stages: { test: { unit }, after: { tell } },
})
