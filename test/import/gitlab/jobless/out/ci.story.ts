// All jobs come from elsewhere.
import { ctx, job, manual, push, story, tag } from 'pipegen'

// The template fills it.
const sast = job({
  runner: { labels: ['shared'] },
  env: { SAST_EXCLUDED_PATHS: 'testdata' },
  steps: [],
  retry: 1,
  raw: { gitlab: { stage: null } },
})

export default story({
  name: 'ci',
  targets: ['gitlab'],
  on: [push(), tag('**'), manual()],
  env: { REGION: 'eu', OUTPUT: `${ctx.workspace}/dist` },
  like: 'gitlab',
  stages: { test: { sast } },
  raw: {
    gitlab: {
      workflow: null,
      stages: ['check', 'ship'],
      include: [
        { local: '/ci/jobs.yml', rules: [{ if: '$CI_COMMIT_BRANCH' }] },
        { project: 'example/templates', file: '/go.yml', ref: 'v2' },
        { template: 'Jobs/SAST.gitlab-ci.yml' },
        { component: '$CI_SERVER_FQDN/example/parts/notes@1.2.0' },
      ],
      default: { tags: ['shared'], retry: 1 },
    },
  },
})
