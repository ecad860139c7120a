// The new version is tested on main only.
import { any, branch, job, node, push, sh, story } from 'pipegen'

const unit = job({
  matrix: { version: ['24', '26'] },
  when: ({ version }) => any(version.is('24'), branch('main')),
  tools: ({ version }) => [node(version)],
  steps: [sh`npm test`],
})

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
