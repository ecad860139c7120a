// Each version of the runtime has its own cache.
import { cache, job, node, push, sh, story } from 'pipegen'

const unit = job({
  matrix: { version: ['22', '24'] },
  tools: ({ version }) => [node(version)],
  caches: ({ version }) => [cache({ paths: ['.cache/eslint'], key: 'package-lock.json', prefix: `node-${version}` })],
  steps: [sh`npm run lint`],
})

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
