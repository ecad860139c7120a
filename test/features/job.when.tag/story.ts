// Publishing is for tags of versions.
import { job, push, sh, story, tag } from 'pipegen'

const unit = job({ steps: [sh`make test`] })
const publish = job({ when: tag('v*'), steps: [sh`make publish`] })

export default story({
  name: 'shop',
  on: [push({ branches: ['main'], tags: ['v*', 'test-*'] })],
  stages: { test: { unit }, release: { publish } },
})
