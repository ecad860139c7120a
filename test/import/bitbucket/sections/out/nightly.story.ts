import { job, manual, sh, story } from 'pipegen'

const audit = job({ image: 'node:24', steps: [sh`npm audit`], timeout: 10 })

export default story({
  name: 'nightly',
  targets: ['bitbucket'],
  on: [manual()],
  like: 'bitbucket',
  stages: { Audit: audit },
})
