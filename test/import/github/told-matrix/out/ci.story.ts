import { always, dependencies, job, matrix, node, pullRequest, push, sh, step, story, tag, vendorStep } from 'pipegen'

const test = job({
  name: (cell) => `Test on ${cell.os} with ${cell.node}`,
  matrix: matrix(
    { os: ['ubuntu-latest', 'windows-latest'], node: ['20', '22'] },
    { exclude: [{ os: 'windows-latest', node: '20' }], failFast: false },
  ),
  runner: ({ os }) => ({ os: os.as({ 'ubuntu-latest': 'linux', 'windows-latest': 'windows' }) }),
  tools: (cell) => [node(cell.node)],
  caches: [dependencies('npm')],
  steps: [
    sh`npm ci`,
    step({ run: sh`npm test`, raw: { github: { 'continue-on-error': "${{ matrix.node == '20' }}" } } }),
    vendorStep({ when: always(), github: { uses: 'example/report@v2', with: { path: 'report.xml' } } }),
  ],
  timeout: 15,
})

export default story({
  name: 'ci',
  targets: ['github'],
  on: [push(), tag('**'), pullRequest()],
  like: 'github',
  stages: { test },
  raw: { github: { defaults: null } },
})
