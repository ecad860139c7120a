// An older cache is better than none.
import { cache, job, push, sh, story } from 'pipegen'

const unit = job({
  caches: [cache({ paths: ['.cache/eslint'], key: 'package-lock.json', prefix: 'v2', fallback: ['v2', 'v1'] })],
  steps: [sh`npm run lint`],
})

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
