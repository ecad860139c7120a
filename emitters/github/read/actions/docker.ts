import { inputOf } from '../action.ts'
import { type Cook, linesOf, onlyInputs, word } from './recipe.ts'

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
  'docker/build-push-action': (call) => {
    const known = [
      'context',
      'file',
      'tags',
      'push',
      'platforms',
      'build-args',
      'labels',
      'target',
      'cache-from',
      'cache-to',
      'provenance',
      'sbom',
      'load',
      'pull',
      'no-cache',
    ]
    const push = inputOf(call, 'push') ?? 'false'
    if (!onlyInputs(call, known) || !/^(true|false)$/.test(push)) return undefined
    const env: Record<string, string> = {}
    const each = (option: string, name: string, values: readonly string[]): readonly string[] =>
      values.map((value, index) => `${option} ${word(value, `${name}_${index + 1}`, env)}`)
    const lines = (name: string): readonly string[] =>
      (inputOf(call, name) ?? '').split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))
    const isOn = (name: string): boolean => inputOf(call, name) === 'true'
    const parts = [
      'docker buildx build',
      ...each('--file', 'DOCKERFILE', linesOf(inputOf(call, 'file'))),
      ...each(
        '--platform',
        'PLATFORMS',
        inputOf(call, 'platforms') === undefined ? [] : [linesOf(inputOf(call, 'platforms')).join(',')],
      ),
      ...each('--target', 'TARGET', linesOf(inputOf(call, 'target'))),
      ...each('--build-arg', 'BUILD_ARG', lines('build-args')),
      ...each('--label', 'LABEL', lines('labels')),
      ...each('--tag', 'TAG', linesOf(inputOf(call, 'tags'))),
      ...(isOn('pull') ? ['--pull'] : []),
      ...(isOn('no-cache') ? ['--no-cache'] : []),
      ...(isOn('load') ? ['--load'] : []),
      ...(push === 'true' ? ['--push'] : []),
      word(inputOf(call, 'context') ?? '.', 'CONTEXT', env),
    ]
    return { script: parts.join(' '), env }
  },
}
