import type { Report } from '../../../src/diagnostics.ts'
import type { OpenDocument } from '../../../src/read/open.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { isMap, listOf, mapOf, textOf } from '../../../src/yaml/look.ts'
import { title } from '../title.ts'
import { asService, folderIn, type ReadService, sourcesOf } from './services.ts'
import type { Leaf } from './steps.ts'

type Why = readonly [why: string, safety: boolean]

const unreadable: Why = [
  'the secrets in it are not readable: name each in the story, by secret(), and set it at the new vendor',
  true,
]
const noWord: Why = ['a story has no word for it', false]
const noCache: Why = ['layers of images are not kept: build them where they are stored', false]

/** Marks what is said of services, and reports what is not. */
export function tellServices(
  document: OpenDocument,
  services: ReadonlyMap<string, ReadService>,
  leaves: readonly Leaf[],
  report: Report,
): void {
  const run = new Set(leaves.map((leaf) => leaf.service))
  const beside = new Set([...services.values()].filter(({ name }) => run.has(name)).flatMap((one) => one.dependsOn))
  for (const service of services.values()) {
    const { name, path, origin } = service
    const lose = (address: readonly string[], [why, safety]: Why): void => {
      report(safety ? 'import-lost-safety' : 'import-lost', origin, { vendor: title, address: address.join('.'), why })
      document.mark(address, 'lost')
    }
    if (!run.has(name) && !beside.has(name)) {
      lose(path, ['no step uses it', false])
      continue
    }
    if (!run.has(name) && asService(service) === undefined) {
      const made =
        service.build === undefined
          ? 'on which port it listens is not said'
          : 'it is made here: push its image, and name that'
      lose(path, [made, false])
      continue
    }
    for (const key of Object.keys(service.data)) {
      const why = run.has(name) ? whyOfRun(key, service) : whyBeside(key)
      if (why !== undefined) lose([...path, key], why)
    }
    if (isMap(service.data.build))
      for (const key of Object.keys(service.data.build)) {
        const why = whyOfBuild(key)
        if (why !== undefined) lose([...path, 'build', key], why)
      }
  }
  document.root.mark('carried')
}

// Of what runs by `docker run` more can be said than of an image that the job runs in.
function whyOfRun(key: string, service: ReadService): Why | undefined {
  const isBuilt = service.build !== undefined
  switch (key) {
    case 'image':
    case 'build':
    case 'dockerfile':
    case 'environment':
    case 'depends_on':
    case 'links':
    case 'add_docker':
    case 'user':
    case 'expose':
    case 'ports':
      return undefined
    case 'encrypted_dockercfg_path':
      return isBuilt ? undefined : ['the login is not readable: give the image credentials', false]
    case 'volumes':
      return isBuilt || service.volumes.every((one) => one.startsWith('./:') || one.startsWith('.:'))
        ? undefined
        : ['the sources alone are in the container of a job', false]
    case 'working_dir':
      if (isBuilt || (sourcesOf(service) !== undefined && folderIn(service) !== undefined)) return undefined
      return ['steps run in the folder of the sources', false]
    case 'command':
      // The command of a step takes its place.
      return undefined
    case 'cached':
    case 'default_cache_branch':
      return noCache
    default:
      return key.startsWith('encrypted_env') ? unreadable : noWord
  }
}

function whyBeside(key: string): Why | undefined {
  if (['image', 'environment', 'command', 'expose', 'ports'].includes(key)) return undefined
  if (key === 'cached' || key === 'default_cache_branch') return noCache
  return key.startsWith('encrypted_env') ? unreadable : noWord
}

function whyOfBuild(key: string): Why | undefined {
  if (['image', 'context', 'path', 'dockerfile', 'dockerfile_path', 'target', 'args'].includes(key)) return undefined
  return key.startsWith('encrypted_args') ? unreadable : noWord
}

const known: ReadonlySet<string> = new Set(
  'name type service services command tag exclude steps on_fail image_name image_tag registry encrypted_dockercfg_path'.split(
    ' ',
  ),
)

/** Marks what is said of steps, and reports what is not. */
export function tellSteps(document: OpenDocument, builds: (service: string) => boolean, report: Report): void {
  const visit = (step: DataMap, path: readonly (string | number)[], outer: string): void => {
    const service = textOf(step.service) ?? outer
    const lose = (key: string, why: string): void => {
      report('import-lost', document.at([...path, key]), {
        vendor: title,
        address: `${textOf(step.name) ?? textOf(step.command) ?? 'step'}.${key}`,
        why,
      })
      document.mark([...path, key], 'lost')
    }
    for (const key of Object.keys(step)) {
      if (key === 'dockercfg_service')
        lose(key, 'what its container logs in with is not readable: log in by a step with secrets')
      else if (key === 'encrypted_dockercfg_path' && step.type !== 'push' && !builds(service))
        lose(key, 'the login is not readable: give the image credentials')
      else if (!known.has(key)) lose(key, 'a story has no word for it')
    }
    for (const key of ['steps', 'on_fail'])
      for (const [index, inner] of listOf(step[key]).entries()) visit(mapOf(inner), [...path, key, index], service)
  }
  for (const [index, step] of listOf(document.root.data as Data).entries()) visit(mapOf(step), [index], '')
  document.root.mark('carried')
}
