import { allOf, yes } from '../../../src/condition/build.ts'
import type { Report } from '../../../src/diagnostics.ts'
import { type Environment, type Job, type Need, pipelineVersion, type RunStep, type Tool } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import { idsOf } from '../../../src/read/ids.ts'
import { type OpenDocument, open } from '../../../src/read/open.ts'
import { plainStep } from '../../../src/read/plain-step.ts'
import type { Read } from '../../../src/read/reading.ts'
import { mapOf, textOf } from '../../../src/yaml/look.ts'
import { title } from '../title.ts'
import { readCondition } from './condition.ts'
import { asService, leftOver, type ReadService, readServices } from './services.ts'
import { type Leaf, readGroups } from './steps.ts'
import { quoted, scriptOf } from './words.ts'

/** Reads `codeship-services.yml` and `codeship-steps.yml`: one story. */
export const read: Read = (files, report) => {
  const opened = open(files, { vendor: title, version: '1.1' }, report)
  const steps = opened.documents.find(({ root }) => root.kind === 'list')
  const services = opened.documents.find(({ root }) => root.kind === 'map')
  if (steps === undefined) {
    for (const { file, at, root } of opened.documents) {
      report('import-unread', at([]), { file, why: 'it has no steps' })
      for (const key of root.keys) root.lose(key, 'no steps use it')
    }
    return { pipelines: [], comments: opened.comments, coverage: opened.coverage() }
  }
  const found =
    services === undefined ? new Map<string, ReadService>() : readServices(mapOf(services.root.data), services.at)
  const groups = readGroups(steps.root.data, steps.at)
  const leaves = groups.flatMap((group) => group.leaves)
  const ids = idsOf(leaves.map((leaf) => leaf.name))
  const idOf = new Map(leaves.map((leaf, index) => [leaf, ids[index] ?? 'job']))
  const stages = idsOf(groups.map((group) => group.name))
  if (leaves.length === 0) report('import-unread', steps.at([]), { file: steps.file, why: 'it has no steps' })
  const earlier: string[] = []
  const jobs = groups.flatMap((group, index) => {
    const before = [...earlier]
    const made = group.leaves.map((leaf) =>
      readLeaf(leaf, { id: idOf.get(leaf) ?? 'job', stage: stages[index] ?? 'steps', before, idOf }, found, report),
    )
    earlier.push(...made.map((job) => job.id))
    return made
  })
  if (services !== undefined) lose(services, found, report)
  for (const leaf of leaves)
    if (leaf.data.encrypted_dockercfg_path !== undefined || leaf.data.dockercfg_service !== undefined)
      loseLogin(leaf, report)
  steps.root.mark('carried')
  const origin: Origin = { file: steps.file, line: 1, column: 1 }
  return {
    pipelines:
      jobs.length === 0
        ? []
        : [
            {
              version: pipelineVersion,
              name: 'ci',
              source: 'ci.story.ts',
              targets: ['codeship'],
              triggers: [
                { kind: 'push', branches: [], ignoreBranches: [], paths: [], ignorePaths: [], origin },
                { kind: 'tag', tags: [], ignoreTags: [], origin },
              ],
              vendorTriggers: [],
              stages: groups.map((group, index) => ({ name: stages[index] ?? 'steps', origin: group.origin })),
              jobs,
              env: [],
              permissions: { contents: 'read' },
              cancelSuperseded: 'none',
              defaultBranch: 'main',
              runners: {},
              raw: [],
              accepted: [],
              origin,
            },
          ],
    comments: opened.comments,
    coverage: opened.coverage(),
  }
}

interface Place {
  readonly id: string
  readonly stage: string
  /** The jobs of all groups before. */
  readonly before: readonly string[]
  readonly idOf: ReadonlyMap<Leaf, string>
}

function readLeaf(
  leaf: Leaf,
  { id, stage, before, idOf }: Place,
  services: ReadonlyMap<string, ReadService>,
  report: Report,
): Job {
  const { origin } = leaf
  const service = services.get(leaf.service)
  const conditions = leaf.filters.map(({ tag, exclude }) => readCondition(tag, exclude))
  for (const { from, to } of conditions.flatMap(({ wider }) => wider))
    report('import-approximate', origin, {
      address: leaf.name,
      from,
      to,
      why: 'a story has patterns and no regular expressions',
    })
  const neighbours = [...new Set(service?.dependsOn ?? [])].flatMap((name) => services.get(name) ?? [])
  const known = neighbours.flatMap((one) => asService(one) ?? [])
  for (const one of neighbours)
    if (asService(one) === undefined)
      report('import-lost', one.origin, {
        vendor: title,
        address: one.name,
        why: 'on which port it listens is not said',
      })
  const named: readonly Need[] = (leaf.onFailureOf === undefined ? leaf.after : [leaf.onFailureOf]).flatMap((other) => {
    const job = idOf.get(other)
    return job === undefined
      ? []
      : [{ job, by: 'needs' as const, artifacts: false, optional: leaf.onFailureOf === undefined, origin }]
  })
  const staged = before.map((job): Need => ({ job, by: 'stage', artifacts: false, optional: true, origin }))
  const environment = gateOf(leaf, report)
  const steps = stepsOf(leaf, service)
  const usesDocker = leaf.kind === 'push' || service?.build !== undefined
  const docker: Tool = { name: 'docker', version: ['28'], with: null, origin }
  return {
    id,
    name: leaf.name === id ? [id] : [leaf.name],
    stage,
    needs: named.length > 0 ? named : staged,
    status: leaf.onFailureOf === undefined ? 'success' : 'failure',
    condition: leaf.onFailureOf === undefined ? allOf(conditions.map(({ condition }) => condition)) : yes,
    matrix: null,
    runner: { os: ['linux'], arch: ['x64'], size: [], labels: [], origin },
    container:
      usesDocker || service?.image === undefined
        ? null
        : { image: [service.image], credentials: null, user: null, origin },
    tools: usesDocker ? [docker] : [],
    services: known,
    env: service?.env ?? [],
    steps,
    outputs: [],
    artifacts: [],
    caches: [],
    reports: { junit: [], coverage: null, origin },
    environment,
    lock: environment === null ? null : { name: environment.name, origin },
    timeoutMinutes: 60,
    retry: 0,
    allowFailure: false,
    permissions: null,
    checkout: {
      depth: 1,
      submodules: 'none',
      lfs: false,
      tags: false,
      credentials: false,
      pullRequest: 'head',
      origin,
    },
    raw: [],
    origin,
  }
}

// A story asks for a person at environments alone, so that the group becomes one.
function gateOf(leaf: Leaf, report: Report): Environment | null {
  if (leaf.gate === undefined) return null
  const name = leaf.gate.replace(/^(?:deploy|release)(?:ment)?\s+(?:to\s+)?/i, '').toLowerCase()
  report('import-approximate', leaf.origin, {
    address: leaf.name,
    from: `the manual group '${leaf.gate}'`,
    to: `environment('${name}', { approval: 'manual' })`,
    why: 'a story asks for a person where something is deployed',
  })
  return { name: [name], url: null, approval: 'manual', tier: null, origin: leaf.origin }
}

function stepsOf(leaf: Leaf, service: ReadService | undefined): readonly RunStep[] {
  const step = (script: string): RunStep => plainStep(script, leaf.origin)
  const image = leaf.kind === 'push' ? (textOf(leaf.data.image_name ?? null) ?? leaf.service) : leaf.service
  const { context, dockerfile } = service?.build ?? { context: '.', dockerfile: 'Dockerfile' }
  const file = dockerfile === 'Dockerfile' && context === '.' ? '' : ` --file ${quoted(dockerfile)}`
  const build = step(`docker build --tag ${quoted(image)}${file} ${quoted(context)}`)
  if (leaf.kind === 'push') return [build, step(`docker push ${quoted(image)}`)]
  const script = scriptOf(textOf(leaf.data.command ?? null) ?? '')
  const command = script === '' ? step(':') : step(script)
  if (service?.build === undefined) return [command]
  const env = service.env.map(({ name }) => ` --env ${name}`).join('')
  const words = textOf(leaf.data.command ?? null) ?? ''
  return [build, step(`docker run --rm --volume "$PWD":/app${env} ${quoted(image)} ${words}`.trim())]
}

function lose({ root, mark }: OpenDocument, services: ReadonlyMap<string, ReadService>, report: Report): void {
  const isNested = mapOf(root.data).services !== undefined
  for (const { name, origin } of services.values()) {
    const path = isNested ? ['services', name] : [name]
    const data = path.reduce((at, key) => mapOf(at)[key] ?? {}, root.data)
    for (const key of leftOver(data)) {
      const secret = key.startsWith('encrypted_env')
      const why = secret
        ? 'the secrets in it are not readable: name each in the story, by secret(), and set it at the new vendor'
        : 'a story has no word for it'
      report(secret ? 'import-lost-safety' : 'import-lost', origin, {
        vendor: title,
        address: [...path, key].join('.'),
        why,
      })
      mark([...path, key], 'lost')
    }
  }
  root.mark('carried')
}

function loseLogin({ origin, name }: Leaf, report: Report): void {
  report('import-lost', origin, {
    vendor: title,
    address: `${name}.encrypted_dockercfg_path`,
    why: 'the login to the registry is not readable: log in by a step with secrets',
  })
}
