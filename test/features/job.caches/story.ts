// The linter remembers what it has seen.
import { cache, job, push, sh, story } from 'pipegen'

const unit = job({ caches: [cache({ paths: ['.cache/eslint'], key: 'package-lock.json' })], steps: [sh`npm run lint`] })

// What was installed last, whatever it was.
const site = job({ caches: [cache('node_modules')], steps: [sh`npm install`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit, site } },
})
