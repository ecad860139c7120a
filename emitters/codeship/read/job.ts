import { allOf, yes } from '../../../src/condition/build.ts'
import type { Report } from '../../../src/diagnostics.ts'
import type { Environment, Job, Need, RunStep, Tool } from '../../../src/ir.ts'
import { textOf } from '../../../src/yaml/look.ts'
import { title } from '../title.ts'
import { readCondition } from './condition.ts'
import { loginEnv, loginSecrets, logsIn, stepsOf, usesEngine } from './containers.ts'
import { asService, type ReadService } from './services.ts'
import type { Leaf } from './steps.ts'
import { readTag } from './tag.ts'

/** Where a job stands. */
export interface Place {
  readonly id: string
  readonly stage: string
  /** The jobs of all groups before. */
  readonly before: readonly string[]
  readonly idOf: ReadonlyMap<Leaf, string>
  /** Those that run after its failure, in its own container. */
  readonly mending: readonly Leaf[]
}

/** Reads a step of the file, or a group's, as a job. */
export function readLeaf(
  leaf: Leaf,
  { id, stage, before, idOf, mending }: Place,
  services: ReadonlyMap<string, ReadService>,
  report: Report,
): Job {
  const { origin } = leaf
  const service = services.get(leaf.service)
  const mends = leaf.onFailureOf.length > 0
  if (service === undefined) {
    const why = `there is no service '${leaf.service}' in the files`
    report('import-lost', origin, { vendor: title, address: `${leaf.name}.service`, why })
  }
  const conditions = leaf.filters.map(({ tag, exclude }) => readCondition(tag, exclude))
  for (const { from, to } of conditions.flatMap(({ wider }) => wider))
    approximate(leaf, from, to, 'a story has patterns and no regular expressions', report)
  const neighbours = [...new Set(service?.dependsOn ?? [])].flatMap((name) => services.get(name) ?? [])
  const named: readonly Need[] = (mends ? leaf.onFailureOf : leaf.after).flatMap((other) => {
    const job = idOf.get(other)
    return job === undefined ? [] : [{ job, by: 'needs' as const, artifacts: false, optional: !mends, origin }]
  })
  if (leaf.onFailureOf.length === 1)
    approximate(leaf, 'on_fail', 'onFailure()', 'it runs too where a step before that one failed', report)
  const staged = before.map((job): Need => ({ job, by: 'stage', artifacts: false, optional: true, origin }))
  const environment = gateOf(leaf, report)
  const docker: Tool = { name: 'docker', version: ['28'], with: null, origin }
  const isBuilt = leaf.kind === 'push' || service?.build !== undefined
  const login = logsIn(leaf, service) && isBuilt
  tellDetails(leaf, service, login, report)
  return {
    id,
    name: [leaf.isNamed ? leaf.name : id],
    stage,
    needs: named.length > 0 ? named : staged,
    status: mends ? 'failure' : 'success',
    condition: mends ? yes : allOf(conditions.map(({ condition }) => condition)),
    matrix: null,
    runner: { os: ['linux'], arch: ['x64'], size: [], labels: [], origin },
    container:
      isBuilt || service?.image === undefined
        ? null
        : { image: [service.image], credentials: null, user: service.user ?? null, origin },
    tools: usesEngine(leaf, service) ? [docker] : [],
    services: neighbours.flatMap((one) => asService(one) ?? []),
    env: [...(leaf.kind === 'push' ? [] : (service?.env ?? [])), ...(login ? loginEnv(origin) : [])],
    steps: [...stepsOf(leaf, service), ...mending.flatMap((one) => stepsOf(one, service).slice(-1).map(afterFailure))],
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

function afterFailure(step: RunStep): RunStep {
  return { ...step, status: 'failure' }
}

// A story asks for a person at environments alone, so that the group becomes one.
function gateOf(leaf: Leaf, report: Report): Environment | null {
  if (leaf.gate === undefined) return null
  const name = leaf.gate.replace(/^(?:deploy|release)(?:ment)?\s+(?:to\s+)?/i, '').toLowerCase()
  const made = `environment('${name}', { approval: 'manual' })`
  approximate(
    leaf,
    `the manual group '${leaf.gate}'`,
    made,
    'a story asks for a person where something is deployed',
    report,
  )
  return { name: [name], url: null, approval: 'manual', tier: null, origin: leaf.origin }
}

function tellDetails(leaf: Leaf, service: ReadService | undefined, login: boolean, report: Report): void {
  if (login) {
    const { user, password } = loginSecrets
    approximate(
      leaf,
      'encrypted_dockercfg_path',
      `secret('${user}') and secret('${password}')`,
      'the login is not readable: set the two at the new vendor',
      report,
    )
  }
  const tag = readTag(textOf(leaf.data.image_tag ?? null) ?? '')
  if (tag.env.some(({ name }) => name === 'BRANCH'))
    approximate(leaf, '{{.Branch}}', 'ctx.branch', 'it is empty where a tag is built', report)
  for (const one of tag.unknown)
    report('import-lost', leaf.origin, {
      vendor: title,
      address: `${leaf.name}.image_tag`,
      why: `a story has no value for ${one}`,
    })
  if (service?.build !== undefined && service.dependsOn.length > 0 && leaf.kind === 'run')
    approximate(
      leaf,
      `a container beside ${service.dependsOn.join(', ')}`,
      'docker run',
      'a container that a script starts reaches the services of the job by its own network alone: give it --network host, and the address of the job',
      report,
    )
}

function approximate({ origin, name }: Leaf, from: string, to: string, why: string, report: Report): void {
  report('import-approximate', origin, { address: name, from, to, why })
}
