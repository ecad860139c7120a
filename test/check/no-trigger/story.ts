// Nothing starts the story.
import { job, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make test`] })

export default story({
  name: 'shop',
  targets: ['github', 'gitlab'],
  on: [],
  stages: { test: { unit } },
})
