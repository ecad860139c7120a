// A tag of a version is published, unless it is a draft.
import { job, node, push, sh, story } from 'pipegen'

const publish = job({ tools: [node('24')], steps: [sh`npm ci`, sh`npm publish`] })

export default story({
  name: 'package',
  on: [push({ tags: ['v*'], ignoreTags: ['v*-draft'] })],
  stages: { publish: { publish } },
})
