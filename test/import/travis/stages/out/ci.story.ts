import { all, any, branch, ctx, event, job, node, pullRequest, push, sh, step, story, tag, targetBranch } from 'pipegen'

const ifYarnLockThen = sh`
  if [ -f yarn.lock ]; then
    yarn --frozen-lockfile
  elif [ -f package-lock.json ] || [ -f npm-shrinkwrap.json ]; then
    npm ci
  elif [ -f package.json ]; then
    npm install
  fi
`

const lint = job({ tools: [node('lts')], steps: [ifYarnLockThen, sh`npm run lint`] })

const unitTests = job({
  name: 'Unit tests',
  tools: [node('lts')],
  steps: [ifYarnLockThen, sh`npm test -- --coverage`, step({ run: sh`npx codecov`, continueOnError: true })],
})

const publish = job({
  when: all(any(branch('main'), targetBranch('main')), event('push', 'tag')),
  tools: [node('lts')],
  env: { TRAVIS_BRANCH: `${ctx.branch}${ctx.tag}${ctx.pullRequest.targetBranch}` },
  steps: [sh`./ci/publish "$TRAVIS_BRANCH"`],
})

export default story({
  name: 'ci',
  targets: ['github'],
  on: [push(), tag('**'), pullRequest()],
  defaults: { checkout: { depth: 50, submodules: 'recursive', pullRequest: 'merge' } },
  stages: { check: { Lint: lint, unitTests }, release: { Publish: publish } },
})
