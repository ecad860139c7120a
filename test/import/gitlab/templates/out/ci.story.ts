import { branch, environment, job, pullRequest, push, secret, sh, story, vendorCondition } from 'pipegen'

const lint = job({ steps: [sh`pip install tox`, sh`tox -e lint`] })

const unit = job({
  matrix: { PYTHON: ['3.12', '3.13'] },
  image: ({ PYTHON }) => `python:${PYTHON}`,
  steps: [sh`pip install tox`, sh`tox -e py`],
  reports: { junit: 'reports/unit.xml' },
})

// By hand, and on the default branch alone
const ship = job({
  when: branch('main'),
  environment: environment('production', { url: 'https://shop.example.com', approval: 'manual' }),
  lock: true,
  env: { DEPLOY_TOKEN: secret('DEPLOY_TOKEN') },
  steps: [sh`./ci/ship "$CI_COMMIT_SHA" "$DEPLOY_TOKEN"`],
})

const releaseNotes = job({
  name: 'release notes',
  when: vendorCondition({ gitlab: '$CI_PIPELINE_SOURCE' }),
  steps: [sh`echo done`],
  raw: {
    gitlab: {
      rules: [{ if: '$CI_COMMIT_TAG' }],
      release: { tag_name: '$CI_COMMIT_TAG', description: 'See the changelog' },
    },
  },
})

export default story({
  name: 'ci',
  targets: ['gitlab'],
  on: [
    // How this project is checked and shipped
    push({ branches: ['main'] }),
    pullRequest(),
  ],
  env: { PIP_DISABLE_PIP_VERSION_CHECK: '1' },
  like: 'gitlab',
  defaults: { image: 'python:3.13', timeout: 20 },
  stages: { test: { lint, unit }, ship: { ship, releaseNotes } },
  raw: {
    gitlab: {
      workflow: {
        name: null,
        auto_cancel: null,
        rules: [
          { if: '$CI_PIPELINE_SOURCE == "merge_request_event"' },
          { if: '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH' },
        ],
      },
    },
  },
})
