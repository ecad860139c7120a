// What GitLab lacks is accepted by name, with the reason.
import { job, push, sh, story } from 'pipegen'

const unit = job({ image: 'node:24', steps: [sh`npm test`] })

export default story({
  name: 'shop',
  targets: ['gitlab'],
  on: [push({ ignorePaths: ['docs/**'] })],
  accept: { 'refused:gitlab/trigger.push.ignorePaths': 'the tests of a change of words are cheap' },
  stages: { test: { unit } },
})
