// Jobs that another file or another pipeline fills, and a run that a newer one ends.
import { branch, job, manual, push, sh, story, tag } from 'pipegen'

const plan = job({ image: 'node:24', steps: [sh`./plan.sh`], artifacts: { plan: 'child.yml' } })

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

const report = job({
  needs: [plan, fromElsewhere],
  image: 'node:24',
  steps: [],
  allowFailure: true,
  raw: { gitlab: { stage: 'call' } },
})

// The template has these two; here stands what is other.
const scan = job({
  needs: [plan, fromElsewhere, child, report],
  when: branch('**'),
  image: 'node:24',
  steps: [],
  raw: { gitlab: { stage: null } },
})

export default story({
  name: 'ci',
  targets: ['gitlab'],
  on: [push(), tag('**'), manual()],
  cancelSuperseded: true,
  like: 'gitlab',
  stages: { pre: { plan, 'from-elsewhere': fromElsewhere }, call: { child, report }, test: { scan } },
  raw: {
    gitlab: {
      workflow: null,
      stages: ['pre', 'call'],
      include: [{ project: 'example/templates', file: '/jobs.yml' }],
      default: { image: 'node:24' },
    },
  },
})
