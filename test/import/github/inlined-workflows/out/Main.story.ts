import { branch, environment, job, pullRequest, push, secret, sh, step, story } from 'pipegen'

const deployKey = secret('DEPLOY_KEY')

const lint = job({ env: { CARGO_TERM_COLOR: 'always' }, steps: [sh`cargo clippy`], timeout: 10 })

// What must hold before anything is built.
const checksTest = job({
  needs: [lint],
  env: { RUST_BACKTRACE: '1' },
  outputs: ['version'],
  steps: [sh`cargo test --profile release`, sh`echo "version=$(./version)" >> "$PIPEGEN_OUTPUT"`],
  timeout: 30,
})

const checksCoverage = job({
  needs: [checksTest],
  env: { RUST_BACKTRACE: '1' },
  // Only what changed is sent.
  steps: step({
    run: sh`./coverage "\${CHECKS_TEST_VERSION}"`,
    env: { TOKEN: secret('COVERAGE_TOKEN'), CHECKS_TEST_VERSION: checksTest.outputs.version },
  }),
  timeout: 30,
})

const images = job({
  needs: [checksCoverage, checksTest],
  matrix: { image: ['api', 'web'] },
  steps: ({ image }) =>
    step({
      run: sh`docker build --tag "\${IMAGE}:\${CHECKS_TEST_VERSION}" "\${IMAGE}"`,
      env: { IMAGE: image, CHECKS_TEST_VERSION: checksTest.outputs.version },
    }),
  timeout: 15,
})

const staging = job({
  needs: [checksCoverage, images],
  when: branch('main'),
  environment: environment('staging'),
  checkout: { credentials: true },
  steps: [step({ run: sh`./deploy staging`, env: { DEPLOY_KEY: deployKey } })],
  timeout: 15,
})

const production = job({
  needs: [staging],
  when: branch('main'),
  environment: environment('production'),
  checkout: { credentials: true },
  steps: [step({ run: sh`./deploy production`, env: { DEPLOY_KEY: deployKey } })],
  timeout: 15,
})

export default story({
  name: 'Main',
  targets: ['github'],
  on: [push({ branches: ['main'] }), pullRequest()],
  permissions: { contents: 'read' },
  like: 'github',
  runners: { github: { 'linux/x64': ['ubuntu-24.04'] } },
  stages: { lint, 'checks-test': checksTest, 'checks-coverage': checksCoverage, images, staging, production },
})
