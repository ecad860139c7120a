// No trigger starts a run of a tag.
import { job, push, sh, story, tag } from 'pipegen'

const publish = job({ when: tag('v*'), steps: [sh`make publish`] })

export default story({
  name: 'shop',
  targets: ['github', 'gitlab'],
  on: [push({ branches: ['main'] })],
  stages: { release: { publish } },
})
