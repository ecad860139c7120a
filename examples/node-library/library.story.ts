// A library on npm: tested on three versions of Node, released by a tag.
import { dependencies, environment, job, node, pullRequest, push, secret, sh, story, tag } from 'pipegen'

const registry = environment('npm')

const lint = job({
  tools: [node('24')],
  caches: [dependencies('npm')],
  steps: [sh`npm ci`, sh`npm run lint`],
  timeout: 10,
})

const test = job({
  matrix: { node: ['20', '22', '24'] },
  tools: (cell) => [node(cell.node)],
  caches: [dependencies('npm')],
  steps: [sh`npm ci`, sh`npm test -- --coverage`],
  reports: { junit: 'junit.xml', coverage: 'coverage/cobertura-coverage.xml' },
  timeout: 15,
})

const pack = job({
  tools: [node('24')],
  caches: [dependencies('npm')],
  steps: [sh`npm ci`, sh`npm run build`, sh`npm pack --pack-destination package`],
  artifacts: { package: { paths: 'package/*.tgz', retention: 30 } },
  timeout: 10,
})

const publish = job({
  name: 'Publish',
  needs: [pack],
  when: tag('v*'),
  environment: registry,
  tools: [node('24')],
  checkout: false,
  // The file holds the settings of npm with the token.
  env: { NPM_CONFIG_USERCONFIG: secret.file('NPMRC') },
  steps: [sh`npm publish package/*.tgz --access public`],
  timeout: 10,
})

export default story({
  name: 'library',
  targets: ['github', 'gitlab'],
  on: [push({ branches: ['main'], tags: ['v*'] }), pullRequest()],
  cancelSuperseded: 'pullRequests',
  stages: { check: { lint, test }, pack: { pack }, release: { publish } },
})
