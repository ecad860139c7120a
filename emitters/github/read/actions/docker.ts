import { inputOf } from '../action.ts'
import { type Cook, linesOf, onlyInputs, quoted, word } from './recipe.ts'

/** The actions that log in to registries and build images. */
export const docker: Readonly<Record<string, Cook>> = {
  'docker/login-action': (call) => {
    const [username, password] = [inputOf(call, 'username'), inputOf(call, 'password')]
    if (
      username === undefined ||
      password === undefined ||
      !onlyInputs(call, ['username', 'password', 'registry', 'logout'])
    )
      return undefined
    const env: Record<string, string> = { REGISTRY_PASSWORD: password }
    const user = word(username, 'REGISTRY_USERNAME', env)
    const registry = inputOf(call, 'registry')
    const end = registry === undefined ? '' : ` ${word(registry, 'REGISTRY', env)}`
    return { script: `printf %s "$REGISTRY_PASSWORD" | docker login --username ${user} --password-stdin${end}`, env }
  },
  'docker/setup-buildx-action': (call) =>
    onlyInputs(call, ['version', 'cache-binary']) ? { script: 'docker buildx create --use' } : undefined,
  'docker/setup-qemu-action': (call) => {
    if (!onlyInputs(call, ['platforms', 'image', 'cache-image'])) return undefined
    const env: Record<string, string> = {}
    const image = word(inputOf(call, 'image') ?? 'tonistiigi/binfmt', 'BINFMT_IMAGE', env)
    const platforms = word(linesOf(inputOf(call, 'platforms')).join(',') || 'all', 'PLATFORMS', env)
    return { script: `docker run --privileged --rm ${image} --install ${platforms}`, env }
  },
  'docker/build-push-action': (call, { asked }) => {
    if (!onlyInputs(call, known)) return undefined
    const env: Record<string, string> = {}
    const one = (option: string, name: string, input: string): readonly Option[] => {
      const value = inputOf(call, input)
      return value === undefined ? [] : [{ words: `${option} ${word(value, name, env)}` }]
    }
    const flag = (option: string, name: string, input: string): readonly Option[] => {
      const value = inputOf(call, input) ?? 'false'
      if (!value.includes('${{')) return value === 'true' ? [{ words: option }] : []
      env[name] = value
      return [{ line: `[ "$${name}" != true ] || set -- "$@" ${option}` }]
    }
    const platforms = linesOf(inputOf(call, 'platforms')).join(',')
    const options = [
      ...one('--file', 'DOCKERFILE', 'file'),
      ...(platforms === '' ? [] : [{ words: `--platform ${word(platforms, 'PLATFORMS', env)}` }]),
      ...one('--target', 'TARGET', 'target'),
      ...one('--network', 'NETWORK', 'network'),
      ...one('--output', 'OUTPUT', 'outputs'),
      ...one('--provenance', 'PROVENANCE', 'provenance'),
      ...one('--sbom', 'SBOM', 'sbom'),
    ]
    if (options.some((option) => 'words' in option && option.words.includes('\n'))) return undefined
    const all: readonly Option[] = [
      ...options,
      ...each('--tag', 'TAGS', (inputOf(call, 'tags') ?? '').replaceAll(',', '\n'), env),
      ...each('--label', 'LABELS', inputOf(call, 'labels') ?? '', env),
      ...each('--build-arg', 'BUILD_ARGS', inputOf(call, 'build-args') ?? '', env),
      ...flag('--pull', 'PULL', 'pull'),
      ...flag('--no-cache', 'NO_CACHE', 'no-cache'),
      ...flag('--load', 'LOAD', 'load'),
      ...flag('--push', 'PUSH', 'push'),
      ...(asked ? [{ line: 'report=$(mktemp)' }, { words: '--metadata-file "$report"' }] : []),
    ]
    const build = withOptions('docker buildx build', all, word(inputOf(call, 'context') ?? '.', 'CONTEXT', env))
    return { env, script: [...build, ...(asked ? [digest] : [])].join('\n') }
  },
}

const known = [
  'context',
  'file',
  'tags',
  'push',
  'platforms',
  'build-args',
  'labels',
  'target',
  'network',
  'outputs',
  'cache-from',
  'cache-to',
  'provenance',
  'sbom',
  'load',
  'pull',
  'no-cache',
  'builder',
  'github-token',
]

const digest = `sed -n 's/.*"containerimage.digest": *"\\([^"]*\\)".*/digest=\\1/p' "$report" >> "$GITHUB_OUTPUT"`

/** Words of a command that are known, or a line that finds some out and adds them to `$@`. */
type Option = { readonly words: string } | { readonly line: string }

// What lines find out gathers in `$@`.
function withOptions(command: string, options: readonly Option[], end: string): readonly string[] {
  const words = options.flatMap((option) => ('words' in option ? [option.words] : []))
  const lines = options.flatMap((option) => ('line' in option ? [option.line] : []))
  const found = lines.length === 0 ? [] : ['"$@"']
  return [...(lines.length === 0 ? [] : ['set --', ...lines]), [command, ...words, ...found, end].join(' ')]
}

// One option for each line of a text: as it stands, or read from a variable where expressions may give several lines.
function each(option: string, name: string, text: string, env: Record<string, string>): readonly Option[] {
  const lines = text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))
  if (lines.length === 0) return []
  if (!lines.some((line) => line.includes('${{')))
    return [{ words: lines.map((line) => `${option} ${word(line, '', env)}`).join(' ') }]
  const loop = [
    `while IFS= read -r line; do [ -z "$line" ] || set -- "$@" ${option} "$line"; done << LINES`,
    ...lines.map((line, index) =>
      quoted(line, index === 0 ? name : `${name}_${index + 1}`, env)
        .slice(1, -1)
        .replaceAll('\\"', '"'),
    ),
    'LINES',
  ]
  return [{ line: loop.join('\n') }]
}
