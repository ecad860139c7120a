// Jobs that another file or another pipeline fills, and a run that a newer one ends.
import { job, manual, push, sh, story, tag } from 'pipegen'

const plan = job({
  image: 'node:24',
  steps: [sh`./plan.sh`],
  artifacts: { plan: { paths: 'child.yml', retention: 30, ifMissing: 'warn' } },
})

const fromElsewhere = job({
  image: 'node:24',
  env: { DEPTH: '2' },
  steps: [],
  raw: { gitlab: { extends: ['.audit'] } },
})

const child = job({
  needs: [plan],
  steps: [],
  raw: { gitlab: { trigger: { include: [{ artifact: 'child.yml', job: 'plan' }], strategy: 'depend' } } },
})

export default story({
  name: 'ci',
  targets: ['gitlab'],
  on: [push(), tag('**'), manual()],
  cancelSuperseded: true,
  defaults: { checkout: { depth: 20, lfs: true } },
  stages: { pre: { plan, 'from-elsewhere': fromElsewhere }, call: { child } },
  raw: { gitlab: { workflow: null, include: [{ project: 'example/templates', file: '/jobs.yml' }] } },
})
