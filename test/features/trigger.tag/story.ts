// A tag of a version is published.
import { job, sh, story, tag } from 'pipegen'

const publish = job({ steps: [sh`make publish`] })

export default story({
  name: 'shop',
  on: [tag('v*')],
  stages: { release: { publish } },
})
