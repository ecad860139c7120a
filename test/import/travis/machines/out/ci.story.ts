import { job, node, pullRequest, push, sh, story, tag } from 'pipegen'

const test = job({
  matrix: { elixir: ['1.14', '1.15'], arch: ['x64', 'arm64'] },
  runner: ({ arch }) => ({ arch: arch }),
  image: ({ elixir }) => `elixir:${elixir}`,
  steps: [
    sh`
      mix local.rebar --force
      mix local.hex --force
      mix deps.get
    `,
    sh`mix test`,
  ],
})

const testWindows = job({
  runner: { os: 'windows' },
  tools: [node('18')],
  steps: [
    sh`
      if [ -f yarn.lock ]; then
        yarn --frozen-lockfile
      elif [ -f package-lock.json ] || [ -f npm-shrinkwrap.json ]; then
        npm ci
      elif [ -f package.json ]; then
        npm install
      fi
    `,
    sh`npm test`,
  ],
})

const testMacos = job({ runner: { os: 'macos', arch: 'x64' }, steps: [sh`swift test`] })

export default story({
  name: 'ci',
  targets: ['github'],
  on: [push(), tag('**'), pullRequest()],
  defaults: { checkout: { depth: 50, submodules: 'recursive', pullRequest: 'merge' } },
  stages: { test: { test, 'test-windows': testWindows, 'test-macos': testMacos } },
})
