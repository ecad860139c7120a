// What stands partly in a story and partly in the words of GitLab, or there alone.
import { all, branch, changed, job, onFailure, optional, pullRequest, push, sh, story, vendorCondition } from 'pipegen'

const plan = job({
  steps: [sh`./plan.sh`],
  artifacts: { plan: 'plan.json' },
  raw: {
    gitlab: {
      // Nothing but the settings of the project fills this in.
      image: '$TOOLS_IMAGE',
    },
  },
})

const apps = job({
  needs: [plan],
  when: all(branch('**'), changed('apps/**')),
  image: 'node:24',
  env: { COLOUR: 'never' },
  steps: [sh`npm test`],
  artifacts: { apps: { paths: 'apps/report.xml', retention: 14 } },
  raw: {
    gitlab: {
      rules: [{ if: '$CI_COMMIT_BRANCH', changes: ['apps/**'] }],
      variables: { TARGET: '$CI_REGISTRY_IMAGE/apps' },
      artifacts: { name: 'apps-$CI_JOB_ID' },
    },
  },
})

const libraries = job({
  needs: [optional(apps), optional(plan)],
  when: vendorCondition({ gitlab: '$CI_PIPELINE_SOURCE' }),
  image: 'node:24',
  steps: [sh`npm run libraries`],
  raw: {
    gitlab: {
      rules: [
        { if: '$CI_PIPELINE_SOURCE == "merge_request_event"', changes: ['apps/**', 'tools/**'] },
        { if: '$CI_COMMIT_BRANCH', changes: ['libraries/**'], when: 'never' },
        { changes: ['tools/**'] },
      ],
    },
  },
})

const trouble = job({ needs: [plan], when: onFailure(), image: 'alpine:3.22', steps: [sh`./tell-trouble`] })

const allJob = job({
  image: 'alpine:3.22',
  steps: [sh`./report`],
  artifacts: { all: 'report' },
  raw: { gitlab: { dependencies: null } },
})

export default story({
  name: 'ci',
  targets: ['gitlab'],
  on: [push(), pullRequest()],
  env: { TOOLS_IMAGE: '', COLOUR: 'always' },
  like: 'gitlab',
  stages: { prepare: { plan }, check: { apps, libraries, trouble }, report: { all: allJob } },
  raw: {
    gitlab: {
      workflow: {
        name: null,
        auto_cancel: null,
        rules: [{ if: '$CI_COMMIT_BRANCH' }, { if: '$CI_PIPELINE_SOURCE == "merge_request_event"' }],
      },
      variables: { REGISTRY: '$CI_REGISTRY_IMAGE' },
    },
  },
})
