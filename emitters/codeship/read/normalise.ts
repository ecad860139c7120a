import { allOf } from '../../../src/condition/build.ts'
import type { Condition } from '../../../src/ir.ts'
import { covers } from '../../../src/pattern.ts'
import { idsOf } from '../../../src/read/ids.ts'
import { open } from '../../../src/read/open.ts'
import type { Normalise, SourceFile } from '../../../src/read/reading.ts'
import type { Data } from '../../../src/yaml/data.ts'
import { mapOf, textOf } from '../../../src/yaml/look.ts'
import { slug } from '../names.ts'
import { title } from '../title.ts'
import { dockerImage, hostImage } from '../tools.ts'
import { readCondition } from './condition.ts'
import { loginSecrets, logsIn, stepsOf } from './containers.ts'
import { readScript } from './script.ts'
import { asService, type ReadService, readServices } from './services.ts'
import { type Leaf, readGroups } from './steps.ts'

/**
 * The meaning of the steps of a folder as plain data: what each waits for, the image, services and variables that it has,
 * and its commands. A script of the project counts as the commands in it, and an image that is made here as the commands
 * that make and run it.
 */
export const normalise: Normalise = ({ path, documents }, { files, story }) => {
  if (!path.endsWith('steps.yml')) return {}
  const scripts = new Map(files.map((file) => [file.path, file.text]))
  const services = servicesBeside(path, files)
  const groups = readGroups(documents[0] ?? null, () => ({ file: path, line: 1, column: 1 }))
  const leaves = groups.flatMap((group) => group.leaves)
  const own = leaves.filter((leaf) => {
    const script = scriptOf(leaf) ?? ''
    return story === undefined || !scripts.has(script) || folderOf(script) === slug(story)
  })
  // What mends a failure in the container that failed counts as a step of it.
  const mended = (leaf: Leaf): Leaf | undefined => {
    const [failed, ...more] = leaf.onFailureOf
    return more.length === 0 && failed?.service === leaf.service && failed.kind === 'run' ? failed : undefined
  }
  const kept = own.filter((leaf) => mended(leaf) === undefined)
  const ids = idsOf(kept.map((leaf) => leaf.name))
  const idOf = new Map(kept.map((leaf, index) => [leaf, ids[index] ?? '']))
  const earlier: string[] = []
  const made: Record<string, Data> = {}
  for (const group of groups) {
    const before = [...earlier]
    for (const leaf of group.leaves) {
      const id = idOf.get(leaf)
      if (id === undefined) continue
      const waits =
        leaf.onFailureOf.length > 0 ? [] : [...before, ...closure(leaf).flatMap((one) => idOf.get(one) ?? [])]
      const mending = own.filter((one) => mended(one) === leaf)
      made[id] = {
        waits: [...new Set(waits)].sort(),
        afterFailure: leaf.onFailureOf.length > 0,
        gate: leaf.gate !== undefined,
        condition: conditionOf(leaf),
        ...meaningOf(leaf, mending, services, scripts),
      }
      earlier.push(id)
    }
  }
  return made
}

function servicesBeside(path: string, files: readonly SourceFile[]): ReadonlyMap<string, ReadService> {
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const found = ['', folder]
    .flatMap((one) => files.filter((file) => file.path === `${one}codeship-services.yml`))
    .at(-1)
  const [document] =
    found === undefined ? [] : open([found], { vendor: title, version: '1.1' }, () => undefined).documents
  return document === undefined ? new Map() : readServices(mapOf(document.root.data), document.at)
}

/** The script of the project that a step runs. */
function scriptOf(leaf: Leaf): string | undefined {
  return /^(?:timeout \d+ )?sh (codeship\/[^ ]+\.sh)$/.exec(textOf(leaf.data.command) ?? '')?.[1]
}

function folderOf(script: string): string {
  return script.split('/')[1] ?? ''
}

// Parallel groups one after another come together in each leaf, so that every leaf is gone through once.
function closure(leaf: Leaf): readonly Leaf[] {
  const found = new Set<Leaf>()
  const open = [...leaf.after]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (found.has(one)) continue
    found.add(one)
    open.push(...one.after)
  }
  return [...found]
}

function conditionOf(leaf: Leaf): Data {
  if (leaf.onFailureOf.length > 0) return null
  const conditions = leaf.filters.map(({ tag, exclude }) => readCondition(tag, exclude).condition)
  // A name that is asked for inside of a group goes without the wider one of the group.
  const needed = conditions.filter(
    (one) => !conditions.some((other) => other !== one && isNarrower(namesOf(other), namesOf(one))),
  )
  return JSON.stringify(allOf(needed))
}

function namesOf(condition: Condition): readonly string[] | undefined {
  const [first] = 'any' in condition ? condition.any : []
  return first !== undefined && 'test' in first && first.test === 'branch' ? first.patterns : undefined
}

function isNarrower(one: readonly string[] | undefined, other: readonly string[] | undefined): boolean {
  if (one === undefined || other === undefined || one.join() === other.join()) return false
  return one.every((pattern) => covers(other, pattern))
}

function meaningOf(
  leaf: Leaf,
  mending: readonly Leaf[],
  services: ReadonlyMap<string, ReadService>,
  scripts: ReadonlyMap<string, string>,
): Readonly<Record<string, Data>> {
  const service = services.get(leaf.service)
  const text = scripts.get(scriptOf(leaf) ?? '')
  const isHost = service?.image === hostImage || (service?.engine === true && service.image === dockerImage)
  const neighbours = [...new Set(service?.dependsOn ?? [])].flatMap((name) => services.get(name) ?? [])
  const beside = neighbours.flatMap((one) => {
    const known = text === undefined ? asService(one) : { ...one, id: one.name }
    if (known === undefined) return []
    return [[known.id, { image: one.image ?? '', env: envOf(one), command: one.command }] as const]
  })
  const around = { services: Object.fromEntries(beside.toSorted(([one], [other]) => (one < other ? -1 : 1))) }
  if (text !== undefined) {
    const { env, secrets, commands } = readScript(text)
    return {
      ...around,
      image: isHost ? null : (service?.image ?? null),
      env: sorted(env),
      secrets: secrets.toSorted(),
      commands: commands.map(({ script, folder, env: own, onFailure }) => ({ script, folder, env: own, onFailure })),
    }
  }
  const isBuilt = leaf.kind === 'push' || service?.build !== undefined
  const steps = [
    ...stepsOf(leaf, service).map((step) => ({ step, onFailure: false })),
    ...mending.flatMap((one) => stepsOf(one, service).slice(-1)).map((step) => ({ step, onFailure: true })),
  ]
  return {
    ...around,
    image: isBuilt || isHost ? null : (service?.image ?? null),
    env: leaf.kind === 'push' || service === undefined ? {} : sorted(envOf(service)),
    secrets: logsIn(leaf, service) && isBuilt ? Object.values(loginSecrets).toSorted() : [],
    commands: steps.map(({ step, onFailure }) => ({
      script: step.script,
      folder: step.workingDirectory,
      env: step.env.map(({ name }) => name),
      onFailure,
    })),
  }
}

function envOf({ env }: ReadService): Readonly<Record<string, string>> {
  return Object.fromEntries(
    env.map(({ name, value }) => [name, value.map((part) => (typeof part === 'string' ? part : '')).join('')]),
  )
}

function sorted(map: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(map).sort(([one], [other]) => (one < other ? -1 : 1)))
}
