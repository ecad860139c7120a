import { job, manual, push, sh, story, tag, vendorCondition } from 'pipegen'

const test = job({
  steps: [sh`npm ci`, sh`npm test`],
  raw: {
    gitlab: { before_script: [{ '!reference': ['.platform-setup', 'before_script'] }, 'npm ci'], script: ['npm test'] },
  },
})

const lint = job({
  when: vendorCondition({ gitlab: '$CI_PIPELINE_SOURCE' }),
  steps: [sh`npm run lint`],
  raw: { gitlab: { rules: [{ '!reference': ['.platform-rules', 'rules'] }] } },
})

export default story({
  name: 'ci',
  targets: ['gitlab'],
  on: [push(), tag('**'), manual()],
  like: 'gitlab',
  defaults: { image: 'node:20' },
  stages: { check: { test, lint } },
  raw: {
    gitlab: {
      workflow: null,
      stages: ['check', 'release'],
      include: [
        { local: '/ci/nightly.yml', rules: [{ if: '$CI_PIPELINE_SOURCE == "schedule"' }] },
        { project: 'platform/templates', file: '/setup.yml' },
      ],
      '.node': { image: 'node:20', stage: 'check' },
      '.for-nightly': { image: 'alpine:3.22' },
    },
  },
})
