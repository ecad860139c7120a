// The other system decides whether to publish.
import { api, job, sh, story } from 'pipegen'

const built = api('built', { payload: ['channel'] })
const unit = job({ steps: [sh`make test`] })
const publish = job({ when: built.payload.channel.is('stable'), steps: [sh`make publish`] })

export default story({
  name: 'shop',
  on: [built],
  stages: { test: { unit }, release: { publish } },
})
