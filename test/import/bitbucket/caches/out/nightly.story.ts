import { job, manual, sh, story } from 'pipegen'

// Looks for what is old.
const audit = job({ image: 'node:22', steps: [sh`npm audit`] })

export default story({
  name: 'nightly',
  targets: ['bitbucket'],
  on: [manual()],
  like: 'bitbucket',
  stages: { Audit: audit },
})
