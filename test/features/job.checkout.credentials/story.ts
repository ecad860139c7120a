// The job pushes a branch.
import { job, push, sh, story } from 'pipegen'

const format = job({
  permissions: { contents: 'write' },
  checkout: { credentials: true },
  steps: [sh`make format`, sh`git push origin HEAD:refs/heads/formatted`],
})

export default story({
  name: 'shop',
  on: [push()],
  stages: { tidy: { format } },
})
