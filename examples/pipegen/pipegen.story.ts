// The pipeline of pipegen itself: its own workflows are written by this story.
import { dependencies, environment, job, node, pullRequest, push, secret, sh, step, story, tag } from 'pipegen'

const test = job({
  name: 'Test',
  matrix: { node: ['20', '22', '24'] },
  tools: (cell) => [node(cell.node)],
  caches: [dependencies('npm')],
  steps: [step({ name: 'Install, build and test', run: sh`.ci/run` })],
  timeout: 45,
})

const drift = job({
  name: 'Own pipeline is up to date',
  tools: [node('24')],
  caches: [dependencies('npm')],
  steps: [sh`npm ci`, sh`node dist/cli.cjs emit --check examples/pipegen/pipegen.story.ts`],
  timeout: 10,
})

const pack = job({
  name: 'Package',
  tools: [node('24')],
  caches: [dependencies('npm')],
  steps: [sh`npm ci`, sh`npm pack`],
  artifacts: { package: { paths: 'pipegen-*.tgz', retention: 30 } },
  timeout: 10,
})

const publish = job({
  name: 'Publish',
  needs: [pack],
  when: tag('v*'),
  environment: environment('npm', { approval: 'manual' }),
  tools: [node('24')],
  checkout: false,
  // The file holds the settings of npm with the token.
  env: { NPM_CONFIG_USERCONFIG: secret.file('NPMRC') },
  steps: [sh`npm publish pipegen-*.tgz --access public`],
  timeout: 10,
})

export default story({
  name: 'pipegen',
  targets: ['github', 'gitlab'],
  on: [push({ branches: ['main'], tags: ['v*'] }), pullRequest()],
  cancelSuperseded: 'pullRequests',
  stages: { test: { test, drift }, package: { pack }, release: { publish } },
})
