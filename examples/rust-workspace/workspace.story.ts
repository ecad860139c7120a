// A Rust workspace, tested on three systems and released as one binary for each.
import { dependencies, job, matrix, pullRequest, push, rust, sh, step, story, tag } from 'pipegen'

const lint = job({
  tools: [rust('1.91')],
  caches: [dependencies('cargo')],
  steps: [
    sh`rustup component add clippy rustfmt`,
    sh`cargo fmt --all --check`,
    sh`cargo clippy --workspace --all-targets -- -D warnings`,
  ],
  timeout: 20,
})

const test = job({
  matrix: matrix({ os: ['linux', 'macos', 'windows'] }),
  runner: ({ os }) => ({ os }),
  tools: [rust('1.91')],
  steps: [sh`cargo test --workspace --locked`],
  timeout: 45,
})

const release = job({
  needs: [lint, test],
  when: tag('v*'),
  tools: [rust('1.91')],
  steps: [step({ name: 'Build', run: sh`cargo build --release --locked` })],
  artifacts: { binary: { paths: 'target/release/tool', modes: true, retention: 90 } },
  timeout: 45,
})

export default story({
  name: 'workspace',
  // Hosted machines with macOS and Windows take no images elsewhere: `pipegen targets` says what each vendor lacks.
  targets: ['github'],
  on: [push({ branches: ['main'], tags: ['v*'] }), pullRequest()],
  stages: { check: { lint, test }, release: { release } },
})
