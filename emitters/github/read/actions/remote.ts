import type { ActionCall } from '../action.ts'
import { inputOf } from '../action.ts'
import { type Cook, linesOf, onlyInputs, word } from './recipe.ts'

/**
 * The actions that work on another machine by SSH. As with them, the machine is trusted as it answers, and its user's own
 * shell reads the commands.
 *
 * @see https://github.com/appleboy/ssh-action#input-variables
 */
export const remote: Readonly<Record<string, Cook>> = {
  'appleboy/ssh-action': (call) => {
    const script = inputOf(call, 'script')
    const found = connect(call, ['script', 'envs'])
    if (script === undefined || found === undefined) return undefined
    const names = linesOf(inputOf(call, 'envs'))
    if (names.some((name) => !/^[A-Za-z_]\w*$/.test(name))) return undefined
    const quote = `sed "s/'/'\\\\\\\\''/g"`
    const exports = `for name in ${names.join(' ')}; do printf "export %s='%s'\\n" "$name" "$(printenv "$name" | ${quote})"; done`
    return {
      env: { ...found.env, SSH_SCRIPT: script },
      script: [
        ...found.lines,
        '{',
        ...(names.length === 0 ? [] : [`  ${exports}`]),
        `  printf '%s\\n' "$SSH_SCRIPT"`,
        `} | ${found.ssh} -T "$to"`,
      ].join('\n'),
    }
  },
  'appleboy/scp-action': (call) => {
    const [source, target] = [inputOf(call, 'source'), inputOf(call, 'target')]
    const found = connect(call, ['source', 'target', 'strip_components', 'overwrite'])
    const strip = inputOf(call, 'strip_components') ?? '0'
    if (source === undefined || target === undefined || found === undefined || !/^\d+$/.test(strip)) return undefined
    // Patterns are for the shell here, as they are there.
    const paths = linesOf(source)
    if (paths.length === 0 || paths.some((path) => !/^[\w./*-]+$/.test(path))) return undefined
    const unpack = `tar -xzf .upload.tgz -C '%s'${strip === '0' ? '' : ` --strip-components=${strip}`}`
    return {
      env: { ...found.env, SSH_TARGET: target },
      script: [
        ...found.lines,
        `tar -czf - ${paths.join(' ')} | ${found.ssh} "$to" 'cat > .upload.tgz'`,
        `printf "mkdir -p '%s' && ${unpack} && rm .upload.tgz\\n" "$SSH_TARGET" "$SSH_TARGET" | ${found.ssh} -T "$to"`,
      ].join('\n'),
    }
  },
}

const known = ['host', 'port', 'username', 'key', 'timeout', 'command_timeout', 'debug']

function connect(
  call: ActionCall,
  more: readonly string[],
):
  | { readonly env: Readonly<Record<string, string>>; readonly lines: readonly string[]; readonly ssh: string }
  | undefined {
  const [host, user, key] = ['host', 'username', 'key'].map((name) => inputOf(call, name))
  const [wait, limit] = [inputOf(call, 'timeout') ?? '30s', inputOf(call, 'command_timeout') ?? '10m']
  const seconds = /^(\d+)(s|m)$/.exec(wait)
  if (host === undefined || user === undefined || key === undefined || !onlyInputs(call, [...known, ...more]))
    return undefined
  if (seconds === null || !/^\d+[smh]$/.test(limit) || host.includes(',')) return undefined
  const env: Record<string, string> = { SSH_KEY: key }
  const lines = [
    'key=$(mktemp)',
    `trap 'rm -f "$key"' EXIT`,
    `printf '%s\\n' "$SSH_KEY" > "$key"`,
    `to=${word(user, 'SSH_USER', env)}@${word(host, 'SSH_HOST', env)}`,
  ]
  const port = word(inputOf(call, 'port') ?? '22', 'SSH_PORT', env)
  const connectTimeout = Number(seconds[1]) * (seconds[2] === 'm' ? 60 : 1)
  return {
    env,
    lines,
    ssh: `timeout ${limit} ssh -i "$key" -p ${port} -o IdentitiesOnly=yes -o StrictHostKeyChecking=no -o ConnectTimeout=${connectTimeout}`,
  }
}
