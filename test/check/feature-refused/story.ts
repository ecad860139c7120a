// GitLab has no list of files that do not count; the editor says so too.
import { job, push, sh, story } from 'pipegen'

const unit = job({ image: 'node:24', steps: [sh`npm test`] })

export default story({
  name: 'shop',
  targets: ['gitlab'],
  // @ts-expect-error trigger.push.ignorePaths is not available on gitlab
  on: [push({ ignorePaths: ['docs/**'] })],
  stages: { test: { unit } },
})
