import type { SourceFile } from '../../../src/read/reading.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { isMap, listOf, mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'
import { type ParsedYaml, parseYaml } from '../../../src/yaml/read.ts'
import { type Given, interpolate, settleInputs } from './inputs.ts'
import { merged, withExtends } from './reuse.ts'

/** A configuration with what it includes and extends worked in, as far as what runs depends on it. */
export interface Config {
  readonly path: string
  readonly stages: readonly string[]
  readonly variables: DataMap
  readonly workflow: DataMap
  readonly jobs: ReadonlyMap<string, DataMap>
  /** Whether all is here that it includes; else jobs may be named that cannot be seen. */
  readonly complete: boolean
}

/** https://docs.gitlab.com/ci/yaml/#keywords */
const globals = new Set([
  'after_script',
  'before_script',
  'cache',
  'default',
  'image',
  'include',
  'services',
  'spec',
  'stages',
  'types',
  'variables',
  'workflow',
])

// One file is played with many events.
const known = new WeakMap<SourceFile, ParsedYaml>()

const usualStages = ['build', 'test', 'deploy']

/** Reads the configuration of a project; undefined where GitLab would make no pipeline of it, whatever the event. */
export function readConfig(files: readonly SourceFile[], given: Given): Config | undefined {
  const root = files.find(({ path }) => /^(?:\.\/)?\.gitlab-ci\.ya?ml$/.test(path)) ?? files[0]
  const whole = root === undefined ? undefined : load(root, files, given, 0)
  if (root === undefined || whole === undefined) return undefined
  const { stages } = whole
  const jobs = Object.entries(whole).flatMap(([name, job]) =>
    globals.has(name) || name.startsWith('.') || !isMap(job) ? [] : [[name, withExtends(name, whole)] as const],
  )
  return {
    path: root.path,
    stages: ['.pre', ...(stages === undefined ? usualStages : textsOf(stages)), '.post'],
    variables: mapOf(whole.variables),
    workflow: mapOf(whole.workflow),
    jobs: new Map(jobs),
    complete: !files.some((file) => missesSome(file, files)),
  }
}

// The header of a file stands in a document of its own in front: https://docs.gitlab.com/ci/inputs/
function load(file: SourceFile, files: readonly SourceFile[], given: Given, depth: number): DataMap | undefined {
  const parsed = known.get(file) ?? parseYaml(file.text, { version: '1.1' })
  known.set(file, parsed)
  const [first, second] = parsed.documents.map(({ value }) => value)
  // Of a key that stands twice, the last counts.
  if (parsed.errors.some(({ message }) => !message.includes('stands twice')) || !isMap(first)) return undefined
  const declared = mapOf(mapOf(first.spec).inputs)
  const hasHeader = first.spec !== undefined && parsed.documents.length > 1
  const inputs = hasHeader ? settleInputs(declared, given) : undefined
  if (hasHeader && inputs === undefined) return undefined
  const own = hasHeader ? interpolate(second ?? null, inputs ?? {}) : first
  if (!isMap(own)) return undefined
  const included = depth > 10 ? [] : listOf(own.include).flatMap((entry) => loadLocal(entry, files, depth))
  return [...included, own].reduce<DataMap>((before, next) => merged(before, next), {})
}

// Files of other projects and servers are not at hand: what they hold is left out.
function loadLocal(entry: Data, files: readonly SourceFile[], depth: number): readonly DataMap[] {
  const file = fileOf(entry, files)
  const inputs = Object.entries(mapOf(mapOf(entry).inputs)).flatMap(([name, value]) => {
    const text = textOf(value)
    return text === undefined ? [] : [[name, text] as const]
  })
  const loaded = file === undefined ? undefined : load(file, files, () => Object.fromEntries(inputs), depth + 1)
  return loaded === undefined ? [] : [loaded]
}

function fileOf(entry: Data, files: readonly SourceFile[]): SourceFile | undefined {
  const path = textOf(entry) ?? textOf(mapOf(entry).local)
  return files.find((one) => one.path === path?.replace(/^\//, ''))
}

function missesSome(file: SourceFile, files: readonly SourceFile[]): boolean {
  const documents = known.get(file)?.documents ?? []
  return documents.some(({ value }) => listOf(mapOf(value).include).some((entry) => fileOf(entry, files) === undefined))
}
