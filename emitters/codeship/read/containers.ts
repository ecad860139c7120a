import type { Env, RunStep } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import { plainStep } from '../../../src/plain-step.ts'
import { shellWord } from '../../../src/shell/quote.ts'
import { textOf } from '../../../src/yaml/look.ts'
import { folderIn, type ReadService } from './services.ts'
import type { Leaf } from './steps.ts'
import { readTag } from './tag.ts'
import { quoted, scriptOf, wordsOf } from './words.ts'

/** The secrets that log in to a registry, where the file has an encrypted login. */
export const loginSecrets = { user: 'REGISTRY_USER', password: 'REGISTRY_PASSWORD' } as const

/** The environment of a job that logs in. */
export function loginEnv(origin: Origin): Env {
  return Object.values(loginSecrets).map((name) => ({ name, value: [{ ref: 'secret', name, file: false }], origin }))
}

/** Whether a step needs a login that is not readable. */
export function logsIn(leaf: Leaf, service: ReadService | undefined): boolean {
  return leaf.data.encrypted_dockercfg_path !== undefined || service?.login === true
}

/** Whether a step needs a container engine. */
export function usesEngine(leaf: Leaf, service: ReadService | undefined): boolean {
  return leaf.kind === 'push' || service?.build !== undefined || service?.engine === true
}

/** What a step does, as a person would do it: images are built and run by commands. */
export function stepsOf(leaf: Leaf, service: ReadService | undefined): readonly RunStep[] {
  const step = (script: string): RunStep => plainStep(script, leaf.origin)
  const isBuilt = service?.build !== undefined
  const image = leaf.kind === 'push' ? (textOf(leaf.data.image_name ?? null) ?? leaf.service) : leaf.service
  const login = logsIn(leaf, service) && (isBuilt || leaf.kind === 'push') ? [step(loginTo(leaf, image))] : []
  if (leaf.kind === 'push') {
    const tag = readTag(textOf(leaf.data.image_tag ?? null) ?? '')
    const name = tag.text === '' ? quoted(image) : `${quoted(image)}:${tag.text}`
    const withTag = (script: string): RunStep => ({
      ...step(script),
      env: tag.env.map((entry) => ({ ...entry, origin: leaf.origin })),
    })
    const made = isBuilt
      ? [withTag(buildOf(service, name))]
      : service?.image === undefined
        ? []
        : [step(`docker pull ${quoted(service.image)}`), withTag(`docker tag ${quoted(service.image)} ${name}`)]
    return [...login, ...made, withTag(`docker push ${name}`)]
  }
  const command = textOf(leaf.data.command ?? null) ?? ''
  if (isBuilt) {
    const words = wordsOf(command).map(shellWord)
    return [
      ...login,
      step(buildOf(service, quoted(image))),
      step(['docker run --rm', ...runOptions(service), quoted(image), ...words].join(' ')),
    ]
  }
  const script = scriptOf(command)
  const made = step(script === '' ? ':' : script)
  const folder = service === undefined ? '.' : (folderIn(service) ?? '.')
  return [{ ...made, workingDirectory: folder }]
}

const here = { context: '.', dockerfile: 'Dockerfile', target: undefined, args: [] } as const

function buildOf({ build }: ReadService, name: string): string {
  const { context, dockerfile, target, args } = build ?? here
  // A Dockerfile is named from the folder that is sent to the engine; on the command line, from here.
  const file = context === '.' ? dockerfile : `${context}/${dockerfile}`
  return [
    `docker build --tag ${name}`,
    ...(dockerfile === 'Dockerfile' ? [] : [`--file ${quoted(file.replace(/^\.\//, ''))}`]),
    ...(target === undefined ? [] : [`--target ${quoted(target)}`]),
    ...args.map((one) => `--build-arg ${shellWord(one)}`),
    quoted(context),
  ].join(' ')
}

function runOptions(service: ReadService): readonly string[] {
  const { env, volumes, workingDirectory, user, engine } = service
  return [
    ...volumes.map((one) => `--volume ${volumeOf(one)}`),
    ...(engine ? ['--volume /var/run/docker.sock:/var/run/docker.sock'] : []),
    ...(workingDirectory === undefined ? [] : [`--workdir ${quoted(workingDirectory)}`]),
    ...(user === undefined ? [] : [`--user ${quoted(user)}`]),
    ...env.map(({ name }) => `--env ${name}`),
  ]
}

// A folder of the project is named from its root, which the engine wants in full.
function volumeOf(text: string): string {
  const [from = '', ...rest] = text.split(':')
  if (rest.length === 0) return quoted(text)
  const to = quoted(rest.join(':'))
  if (!from.startsWith('.')) return `${quoted(from)}:${to}`
  const inner = from.replace(/^\.\/?/, '')
  return inner === '' ? `"$PWD":${to}` : `"$PWD"/${quoted(inner)}:${to}`
}

function loginTo({ data }: Leaf, image: string): string {
  const registry = textOf(data.registry ?? null) ?? ''
  const [first = ''] = image.split('/')
  const host = registry.replace(/^https?:\/\//, '').replace(/\/.*$/, '') || (/[.:]/.test(first) ? first : '')
  const where = host === '' || host === 'index.docker.io' ? '' : ` ${quoted(host)}`
  return `echo "$${loginSecrets.password}" | docker login --username "$${loginSecrets.user}" --password-stdin${where}`
}
