import { own } from '../../../../src/own.ts'
import { type ActionCall, inputOf } from '../action.ts'
import { type Cook, type Kitchen, onlyInputs, word } from './recipe.ts'

// Toolchains that are set up late in a job, after scripts of it: https://mise.jdx.dev/lang/node.html and its neighbours.
const setups: Readonly<
  Record<
    string,
    {
      readonly tool: string
      readonly version: string
      readonly file?: string
      readonly newest: string
      readonly more: readonly string[]
    }
  >
> = {
  'actions/setup-node': {
    tool: 'node',
    version: 'node-version',
    file: 'node-version-file',
    newest: 'lts',
    more: ['check-latest', 'cache', 'cache-dependency-path', 'package-manager-cache', 'registry-url', 'scope', 'token'],
  },
  'actions/setup-python': {
    tool: 'python',
    version: 'python-version',
    file: 'python-version-file',
    newest: 'latest',
    more: ['cache', 'cache-dependency-path', 'check-latest', 'token', 'allow-prereleases'],
  },
  'actions/setup-go': {
    tool: 'go',
    version: 'go-version',
    file: 'go-version-file',
    newest: 'latest',
    more: ['check-latest', 'cache', 'cache-dependency-path', 'token', 'stable'],
  },
  'denoland/setup-deno': { tool: 'deno', version: 'deno-version', newest: 'latest', more: ['cache', 'cache-hash'] },
  'oven-sh/setup-bun': { tool: 'bun', version: 'bun-version', newest: 'latest', more: ['no-cache'] },
}

/** Toolchains that a job sets up only after some of its scripts have run. */
export const lateTools: Readonly<Record<string, Cook>> = Object.fromEntries(
  Object.keys(setups).map((action) => [action, (call: ActionCall, kitchen: Kitchen) => install(call, kitchen)]),
)

function install(call: ActionCall, { folder, asked }: Kitchen): ReturnType<Cook> {
  const setup = own(setups, call.action)
  if (setup === undefined || asked) return undefined
  const { tool, version, file, newest, more } = setup
  if (!onlyInputs(call, [version, ...more, ...(file === undefined ? [] : [file])])) return undefined
  // A registry of one's own needs a file with the token, which is said by hand.
  if (inputOf(call, 'registry-url') !== undefined && inputOf(call, 'registry-url') !== 'https://registry.npmjs.org')
    return undefined
  const env: Record<string, string> = {}
  const asked_ = inputOf(call, version)
  const from = file === undefined ? undefined : inputOf(call, file)
  const wanted = asked_ !== undefined ? versionOf(asked_, newest, env) : from === undefined ? newest : inFile(from, env)
  if (wanted === undefined) return undefined
  const place = folder === undefined ? '.mise' : `${folder}mise`
  const name = `"${tool}@${wanted}"`
  return {
    env,
    script: [
      `export MISE_DATA_DIR="$PWD/${place}" MISE_INSTALL_PATH="$PWD/${place}/mise"`,
      'curl -fsSL https://mise.run | sh',
      `"$MISE_INSTALL_PATH" install ${name}`,
      `echo "$("$MISE_INSTALL_PATH" where ${name})/bin" >> "$GITHUB_PATH"`,
    ].join('\n'),
  }
}

function versionOf(text: string, newest: string, env: Record<string, string>): string | undefined {
  if (text.includes('${{')) return word(text, 'VERSION', env).slice(1, -1)
  const plain = text.replace(/^v(?=\d)/, '').replace(/(\.[xX*])+$/, '')
  if (/^(lts\/\*|latest|stable|current|node)$/.test(plain)) return newest
  return /^\d[\w.+-]*$/.test(plain) ? plain : undefined
}

// The file names the version alone, or the line `go 1.25` of a module does.
function inFile(file: string, env: Record<string, string>): string | undefined {
  const place = word(file, 'VERSION_FILE', env)
  if (/go\.(mod|work)$/.test(file)) return `$(sed -n 's/^go //p' ${place})`
  return /(^|\/)\.[a-z]+(-version|rc)$/.test(file) ? `$(tr -d 'v \\r\\n' < ${place})` : undefined
}
