// Publishing is for pushes; pull requests are tested only.
import { event, job, pullRequest, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make test`] })
const publish = job({ when: event('push'), steps: [sh`make publish`] })

export default story({
  name: 'shop',
  on: [push(), pullRequest()],
  stages: { test: { unit }, release: { publish } },
})
