// Jobs that look at what changed, and one for branches that only a regular expression can tell.
import { branch, changed, job, not, pullRequest, push, schedule, sh, story } from 'pipegen'

const web = job({ when: changed('apps/web/**', '**/*.css', 'one file'), steps: [sh`make web`] })
const rest = job({ when: not(changed('docs/**')), steps: [sh`make rest`] })
const release = job({ when: branch('release/*'), steps: [sh`make release`] })

export default story({
  name: 'changed',
  on: [push(), pullRequest(), schedule('0 3 * * *')],
  stages: { test: { web, rest, release } },
})
