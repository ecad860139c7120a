// Publishing is for the repository itself, not for copies of it.
import { ctx, job, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make test`] })
const publish = job({ when: ctx.repository.is('example/shop'), steps: [sh`make publish`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit }, release: { publish } },
})
