// Without `workflow`, a job with rules is in the pipelines of merge requests, and one without rules is not.
import { all, any, branch, changed, event, job, manual, not, pullRequest, push, sh, story, tag } from 'pipegen'

const lint = job({ when: not(event('pullRequest')), steps: [sh`npm run lint`] })
const older = job({ when: all(any(branch('**'), tag('**')), not(tag('**'))), steps: [sh`npm run older`] })
const review = job({ when: event('pullRequest'), steps: [sh`npm run review`] })

const manualJob = job({
  when: changed('manual/**'),
  steps: [sh`npm run manual`],
  raw: { gitlab: { rules: [{ changes: ['manual/**'] }] } },
})

const ship = job({ when: tag('**'), steps: [sh`npm publish`] })

export default story({
  name: 'ci',
  targets: ['gitlab'],
  on: [push(), tag('**'), pullRequest(), manual()],
  like: 'gitlab',
  defaults: { image: 'node:24' },
  stages: { check: { lint, older, review, manual: manualJob }, ship },
  raw: { gitlab: { workflow: null } },
})
