import type { Env, Job, Permissions } from '../../src/ir.ts'
import { inside, optionPlaces } from '../../src/origin.ts'
import type { Usual } from '../../src/usual.ts'
import type { JobData } from '../job.ts'
import type { JobSpec } from '../job-spec.ts'
import type { Axes, Cell } from '../matrix.ts'
import { ownerOf } from '../service.ts'
import type { Defaults } from '../story.ts'
import { matrixValue } from '../value.ts'
import { always, compileWhen } from './condition.ts'
import { compileEnv } from './env.ts'
import { compileEnvironment, compileLock } from './environment.ts'
import { checkPaths, compileArtifacts, compileCaches, compileReports } from './files.ts'
import {
  compileCheckout,
  compileContainer,
  compilePermissions,
  compileRunner,
  compileServices,
  compileTools,
} from './machine.ts'
import { compileMatrix, matrixKeys } from './matrix.ts'
import { compileMinutes } from './minutes.ts'
import { explicitNeeds } from './needs.ts'
import type { JobScope, Scope } from './scope.ts'
import { blankOf, perCell, type Shape, shaped, shapes, type Whole } from './shape.ts'
import { compileRaw, compileSteps } from './steps.ts'
import { anywhere, compileText, readable, typeName } from './text.ts'

const { list, steps, object, truth, text, number, checkout, environment, any } = shapes

/** The options of a job, and what each can be before functions of the cell are called. */
const options = {
  name: any,
  needs: list,
  when: any,
  matrix: object,
  runner: perCell(object),
  image: any,
  tools: perCell(list),
  services: perCell(object),
  env: perCell(object),
  steps: perCell(steps),
  outputs: list,
  artifacts: object,
  caches: perCell(list),
  reports: object,
  environment: perCell(environment),
  lock: any,
  timeout: any,
  retry: number,
  allowFailure: truth,
  permissions: object,
  checkout,
  shell: text,
  workingDirectory: text,
  raw: object,
} as const satisfies Readonly<Record<keyof JobSpec<never, Axes>, Shape>>

const blank = blankOf(options)

/** What the options that can be functions of the cell must give. */
const results: Readonly<Record<string, Shape>> = {
  runner: object,
  tools: list,
  services: object,
  env: object,
  steps,
  caches: list,
  environment,
}

const none: readonly never[] = []
const noCell: Cell<Axes> = {}
const noServices = new Map<object, string>()

/** A job whose needs are not all known yet. */
export type Draft = Omit<Job, 'needs'> & { needs: Job['needs'] }

/** A job of the story as a job of the pipeline, with the needs that it names itself. */
export function compileJob(
  data: JobData,
  id: string,
  stage: string,
  outer: Env,
  defaults: Defaults & Pick<Usual, 'failFast' | 'lock' | 'artifacts'> & { readonly timeoutOf?: string | undefined },
  scope: Scope,
): Draft {
  const { origin } = data
  const { failFast = false, lock, timeoutOf } = defaults
  const spec = shaped(data.spec, blank, options, 'a job', origin, scope)
  const cellToken = spec.matrix === undefined ? noCell : {}
  const services = spec.services === undefined ? noServices : new Map<object, string>()
  const inner: JobScope = {
    report: scope.report,
    vendors: scope.vendors,
    ids: scope.ids,
    owners: scope.owners,
    origin: scope.origin,
    id,
    job: data,
    cell: cellToken,
    services,
  }
  const cell = spec.matrix === undefined ? noCell : cellOf(spec.matrix, cellToken)
  const per = <K extends PerCell>(key: K) => (spec[key] === undefined ? undefined : inCell(spec, key, cell, inner))
  const matrix =
    spec.matrix === undefined ? null : compileMatrix(spec.matrix, id, inside(origin, 'matrix'), failFast, inner)
  const beside = per('services')
  if (beside !== undefined) for (const [name, made] of Object.entries(beside)) services.set(ownerOf(made) ?? {}, name)
  const at = optionPlaces(origin, spec)

  const { status, condition } = spec.when === undefined ? always : compileWhen(per('when'), readable, at('when'), inner)
  const caches = spec.caches === undefined ? none : compileCaches(per('caches'), at('caches'), inner)
  const own = compileEnv(per('env'), anywhere, at('env'), inner)
  const env = caches.length === 0 ? own : withEnvOf(caches, own)
  const given = per('steps') ?? none
  const steps = 'kind' in given ? [given] : given
  if (steps.length === 0 && spec.raw === undefined) scope.report('no-steps', origin, { job: id })
  const environment = per('environment')
  const name = per('name')
  const held = per('lock')
  if (held !== undefined && typeof held !== 'boolean' && environment !== undefined) {
    const expected = 'one of the two: a deployment holds its environment while it runs, unless lock is false'
    scope.report('bad-value', at('lock'), { what: 'lock', value: 'set beside an environment', expected })
  }
  const around = {
    env: outer.length === 0 ? env : [...outer.filter(({ name }) => !env.some((entry) => entry.name === name)), ...env],
    shell: spec.shell ?? defaults.shell ?? 'bash',
    workingDirectory:
      spec.workingDirectory === undefined
        ? '.'
        : (checkPaths([spec.workingDirectory], at('workingDirectory'), scope)[0] ?? '.'),
    hasOutputs: spec.outputs !== undefined && spec.outputs.length > 0,
  } as const
  const tools = compileTools(per('tools'), at('tools'), inner)
  const image = per('image') ?? (tools.length === 0 ? defaults.image : undefined)
  return {
    id,
    name: name === undefined ? [id] : compileText(name, 'the name of a job', ['matrix'], at('name'), inner),
    stage,
    needs: spec.needs === undefined ? none : explicitNeeds(spec.needs, inner),
    status,
    condition,
    matrix,
    runner: compileRunner(per('runner') ?? defaults.runner, matrix, at('runner'), inner),
    container: image === undefined ? null : compileContainer(image, at('image'), inner),
    tools,
    services: beside === undefined ? none : compileServices(beside, at('services'), inner),
    env,
    steps: compileSteps(steps, around, at('steps'), inner),
    outputs:
      spec.outputs === undefined
        ? none
        : spec.outputs.map((name, index) => ({ name, origin: inside(origin, 'outputs', index) })),
    artifacts:
      spec.artifacts === undefined
        ? none
        : compileArtifacts(spec.artifacts, defaults.artifacts, at('artifacts'), inner),
    caches,
    reports: compileReports(spec.reports, at('reports'), inner),
    environment: compileEnvironment(environment, inner),
    lock: compileLock(held ?? lock ?? true, environment, at, inner),
    timeoutMinutes: compileMinutes(spec.timeout ?? defaults.timeout, 60, at('timeout'), inner),
    ...(timeoutOf === undefined || spec.timeout !== undefined ? {} : { timeoutOf }),
    retry: retryOf(spec.retry, inner),
    allowFailure: spec.allowFailure ?? false,
    permissions: spec.permissions === undefined ? null : permissionsOf(spec, inner),
    // What only a raw patch fills needs no sources of ours.
    checkout:
      spec.checkout === undefined && steps.length === 0
        ? null
        : compileCheckout(spec.checkout ?? defaults.checkout, at('checkout'), inner),
    raw: spec.raw === undefined ? none : compileRaw(spec.raw, at('raw')),
    origin,
  }
}

function cellOf(matrix: NonNullable<JobData['spec']['matrix']>, owner: object): Cell<Axes> {
  return Object.fromEntries(matrixKeys(matrix).map((key) => [key, matrixValue(owner, key)]))
}

function withEnvOf(caches: Job['caches'], own: Env): Env {
  const more = caches.flatMap((cache) => cache.env)
  return [...own, ...more.filter((entry) => !own.some((other) => other.name === entry.name))]
}

type PerCell =
  | 'name'
  | 'when'
  | 'runner'
  | 'image'
  | 'tools'
  | 'services'
  | 'env'
  | 'steps'
  | 'caches'
  | 'environment'
  | 'lock'
type Result<T> = Exclude<T, (cell: never) => unknown>

// A function of the cell is the story's own code: what it throws is told like any other fault of the story.
function inCell<K extends keyof JobSpec<string, Axes>>(
  spec: Whole<JobSpec<string, Axes>>,
  key: K,
  cell: Cell<Axes>,
  scope: JobScope,
): Result<JobSpec<string, Axes>[K]> | undefined {
  const given = spec[key]
  if (typeof given !== 'function') return given as Result<JobSpec<string, Axes>[K]>
  try {
    const result = (given as (cell: Cell<Axes>) => unknown)(cell)
    const shape = results[key]
    if (result === undefined || shape === undefined || shape.holds(result))
      return result as Result<JobSpec<string, Axes>[K]>
    scope.report('wrong-type', inside(scope.job.origin, key), {
      what: key,
      expected: shape.expected,
      found: typeName(result),
    })
  } catch (error) {
    scope.report('story-throws', inside(scope.job.origin, key), {
      error: error instanceof Error ? error.message : String(error),
    })
  }
  return undefined
}

function retryOf(retry: number | undefined, scope: JobScope): number {
  if (retry === undefined || [0, 1, 2].includes(retry)) return retry ?? 0
  scope.report('bad-value', inside(scope.job.origin, 'retry'), {
    what: 'the retry of a job',
    value: String(retry),
    expected: '0, 1 or 2',
  })
  return 0
}

function permissionsOf(spec: Whole<JobData['spec']>, scope: JobScope): Permissions {
  return compilePermissions(spec.permissions ?? {}, inside(scope.job.origin, 'permissions'), scope)
}
