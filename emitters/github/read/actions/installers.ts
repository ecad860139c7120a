import { inputOf } from '../action.ts'
import { type Cook, linesOf, onlyInputs, word } from './recipe.ts'

const rustToolchain: Cook = (call) => {
  const known = ['toolchain', 'profile', 'override', 'default', 'components', 'target', 'targets']
  if (!onlyInputs(call, known)) return undefined
  const env: Record<string, string> = {}
  const asked = inputOf(call, 'toolchain') ?? (/^(stable|nightly|beta|\d)/.test(call.version) ? call.version : 'stable')
  const version = word(asked, 'TOOLCHAIN', env)
  const options = [
    ...linesOf(inputOf(call, 'components')).map(
      (name, index) => `--component ${word(name, `COMPONENT_${index + 1}`, env)}`,
    ),
    ...linesOf(inputOf(call, 'targets') ?? inputOf(call, 'target')).map(
      (name, index) => `--target ${word(name, `TARGET_${index + 1}`, env)}`,
    ),
  ]
  const install = ['rustup toolchain install', version, '--profile minimal', ...options].join(' ')
  return { script: `${install}\nrustup default ${version}`, env }
}

/** The actions that bring in a program. */
export const installers: Readonly<Record<string, Cook>> = {
  'pnpm/action-setup': (call) => {
    if (!onlyInputs(call, ['version', 'run_install', 'cache', 'cache_dependency_path'])) return undefined
    const env: Record<string, string> = {}
    const version = inputOf(call, 'version')
    const install =
      version === undefined
        ? 'npm install --global corepack\ncorepack enable pnpm'
        : `npm install --global ${word(`pnpm@${version}`, 'PNPM', env)}`
    const run = inputOf(call, 'run_install')
    if (run !== undefined && !/^(true|false)$/.test(run)) return undefined
    return { script: run === 'true' ? `${install}\npnpm install` : install, env }
  },
  'astral-sh/setup-uv': (call) => {
    if (
      !onlyInputs(call, [
        'version',
        'enable-cache',
        'cache-dependency-glob',
        'cache-suffix',
        'prune-cache',
        'github-token',
      ])
    )
      return undefined
    const version = inputOf(call, 'version')
    if (version !== undefined && !/^\d+\.\d+\.\d+$/.test(version)) return undefined
    const place = version === undefined ? '' : `${version}/`
    return { script: `curl -LsSf https://astral.sh/uv/${place}install.sh | UV_INSTALL_DIR=/usr/local/bin sh` }
  },
  'taiki-e/install-action': (call) => {
    if (!onlyInputs(call, ['tool', 'checksum', 'fallback'])) return undefined
    const asked =
      inputOf(call, 'tool') ??
      (/^[a-z][\w-]*$/.test(call.version) && call.version !== 'main' ? call.version : undefined)
    const tools = linesOf(asked).map((tool) => (/^(nextest)(@|$)/.test(tool) ? `cargo-${tool}` : tool))
    if (tools.length === 0) return undefined
    const env: Record<string, string> = {}
    const words = tools.map((tool, index) => word(tool, `TOOL_${index + 1}`, env))
    return { script: `cargo install --locked ${words.join(' ')}`, env }
  },
  'dtolnay/rust-toolchain': rustToolchain,
  'actions-rs/toolchain': rustToolchain,
  'actions-rust-lang/setup-rust-toolchain': rustToolchain,
  'actions-rs/cargo': (call) => {
    const command = inputOf(call, 'command')
    const args = inputOf(call, 'args') ?? ''
    if (command === undefined || !onlyInputs(call, ['command', 'args']) || `${command}${args}`.includes('${{'))
      return undefined
    return { script: `cargo ${command} ${args.replaceAll(/\s*\n\s*/g, ' ')}`.trim() }
  },
  'golangci/golangci-lint-action': (call) => {
    if (!onlyInputs(call, ['version', 'args', 'working-directory', 'skip-cache', 'only-new-issues', 'github-token']))
      return undefined
    const env: Record<string, string> = {}
    const version = inputOf(call, 'version')
    const args = inputOf(call, 'args') ?? ''
    if (args.includes('${{')) return undefined
    const folder = inputOf(call, 'working-directory')
    const wanted =
      version === undefined || version === 'latest'
        ? ''
        : ` ${word(version.startsWith('v') ? version : `v${version}`, 'VERSION', env)}`
    return {
      script: [
        `curl -sSfL https://raw.githubusercontent.com/golangci/golangci-lint/HEAD/install.sh | sh -s -- -b "$(go env GOPATH)/bin"${wanted}`,
        ...(folder === undefined ? [] : [`cd ${word(folder, 'FOLDER', env)}`]),
        `"$(go env GOPATH)/bin/golangci-lint" run ${args}`.trim(),
      ].join('\n'),
      env,
    }
  },
  'goreleaser/goreleaser-action': (call) => {
    const args = inputOf(call, 'args')
    if (args === undefined || args.includes('${{') || !onlyInputs(call, ['args', 'version', 'distribution']))
      return undefined
    return { script: `curl -sfL https://goreleaser.com/static/run | bash -s -- ${args}`, shell: 'bash' }
  },
  'extractions/setup-just': (call) =>
    onlyInputs(call, [])
      ? { script: 'curl -sSf https://just.systems/install.sh | bash -s -- --to /usr/local/bin', shell: 'bash' }
      : undefined,
}
