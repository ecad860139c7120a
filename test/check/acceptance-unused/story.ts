// Nothing is refused, so there is nothing to accept.
import { job, push, sh, story } from 'pipegen'

const unit = job({ image: 'node:24', steps: [sh`npm test`] })

export default story({
  name: 'shop',
  targets: ['gitlab'],
  on: [push()],
  accept: { 'refused:gitlab/trigger.push.ignorePath': 'the tests of a change of words are cheap' },
  stages: { test: { unit } },
})
