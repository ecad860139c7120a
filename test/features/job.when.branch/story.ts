// Publishing is for main and release branches.
import { branch, job, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make test`] })
const publish = job({ when: branch('main', 'release/*'), steps: [sh`make publish`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit }, release: { publish } },
})
