// The person who starts the run decides whether it publishes.
import { input, job, manual, push, sh, story } from 'pipegen'

const release = manual({ inputs: { publish: input.boolean({ description: 'Publish the result' }) } })
const unit = job({ steps: [sh`make test`] })
const publish = job({ when: release.inputs.publish.is(true), steps: [sh`make publish`] })

export default story({
  name: 'shop',
  on: [push(), release],
  stages: { test: { unit }, release: { publish } },
})
