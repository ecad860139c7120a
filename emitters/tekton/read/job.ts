import { allOf, anyOf, notOf, yes } from '../../../src/condition/build.ts'
import type { Condition, Input, Job, Need, Ref, Service, Step, Text } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import { plainStep } from '../../../src/plain-step.ts'
import { portOf } from '../../../src/read/ports.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { listOf, mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'
import { minutesOf } from './duration.ts'
import type { FoundTask } from './objects.ts'
import { outputName } from './script.ts'
import { envOf, type ReadSteps, readSteps } from './steps.ts'
import { bind, fixedText, givenIn, resolveText, type Scope } from './values.ts'

/** A task as a job, and what is to be told about it. */
export interface ReadJob {
  readonly job: Job
  readonly found: FoundTask
  readonly read: ReadSteps | undefined
  /** Services that no other vendor gets, because nobody knows on which port they listen. */
  readonly withoutPort: readonly string[]
  /** What the task finds around it. */
  readonly scope: Scope
}

/** What a job gets from the pipeline that it is part of. */
export interface JobSetting {
  readonly id: string
  readonly stage: string
  readonly needs: readonly Need[]
  readonly scope: Scope
  readonly inputs: readonly Input[]
  /** Whether the sources lie in a workspace of the task. */
  readonly hasSources: boolean
}

/** Reads one task of a pipeline. */
export function readJob(found: FoundTask, setting: JobSetting): ReadJob {
  const { data, source, path, spec } = found
  const origin = source.at(path)
  const { id, scope, inputs } = setting
  const taskSpec = mapOf(data.taskSpec)
  const given = givenIn(data.params, (text) => resolveText(text, scope).text)
  // A task that is written in place has the parameters of the run too, unless it names its own.
  const own = bind(taskSpec.params, given, scope)
  const inner: Scope = { params: new Map([...scope.params, ...own]), result: () => undefined }
  const originOf = (index: number): Origin =>
    spec === undefined ? origin : spec.source.at([...spec.path, 'steps', index])
  const fetches = isClone(data)
  const read = spec === undefined || fetches ? undefined : readSteps(taskSpec, { scope: inner, inputs, originOf })
  const plain = read !== undefined && read.asIs === undefined
  const steps: readonly Step[] = fetches ? [plainStep('git log -1', origin)] : (read?.steps ?? [])
  const sidecars = plain ? listOf(taskSpec.sidecars).map((one) => mapOf(one)) : []
  const services = sidecars.map((one) => readService(one, { ...setting, scope: inner }, origin))
  const name = textOf(data.displayName)
  const named = name === undefined ? undefined : fixedText(resolveText(name, scope).text, inputs)
  const writes = steps.some((step) => step.kind === 'run' && step.writesOutputs)
  const results = listOf(taskSpec.results).flatMap((one) => textOf(mapOf(one).name) ?? [])
  const retries = typeof data.retries === 'number' && Number.isInteger(data.retries) ? data.retries : 0
  return {
    found,
    read,
    scope,
    withoutPort: sidecars.flatMap((one, index) => (services[index] === undefined ? [textOf(one.name) ?? ''] : [])),
    job: {
      id,
      name: [named ?? textOf(data.name) ?? id].filter((text) => text !== ''),
      stage: setting.stage,
      needs: setting.needs,
      status: found.last ? 'always' : 'success',
      condition: allOf(listOf(data.when).map((one) => readWhen(mapOf(one), scope))),
      matrix: null,
      runner: { os: ['linux'], arch: ['x64'], size: [], labels: [], origin },
      container:
        plain && read.image !== undefined ? { image: [read.image], credentials: null, user: null, origin } : null,
      tools: [],
      services: distinct(services.flatMap((one) => one ?? [])),
      env: [],
      steps,
      outputs: writes ? [...new Set(results.map(outputName))].map((output) => ({ name: output, origin })) : [],
      artifacts: [],
      caches: [],
      reports: { junit: [], coverage: null, origin },
      environment: null,
      lock: null,
      timeoutMinutes: Math.max(1, minutesOf(textOf(data.timeout)) ?? 60),
      retry: Math.min(2, Math.max(0, retries)),
      allowFailure: data.onError === 'continue',
      permissions: null,
      checkout:
        fetches || (plain && setting.hasSources)
          ? { depth: 1, submodules: 'none', lfs: false, tags: false, credentials: false, pullRequest: 'head', origin }
          : null,
      raw: [],
      origin,
    },
  }
}

/** Whether a task is the one of the catalog that fetches the sources. */
export function isClone(data: DataMap): boolean {
  const ref = mapOf(data.taskRef)
  const names = [ref.name, ...listOf(ref.params).map((one) => mapOf(one).value)].flatMap((one) => textOf(one) ?? [])
  return data.taskSpec === undefined && names.some((name) => /(?:^|\/)git-clone(?:$|[-:@])/.test(name))
}

/**
 * A test before a task: `input` must be among `values`, or must not.
 *
 * @see https://tekton.dev/docs/pipelines/pipelines/#guard-task-execution-using-when-expressions
 */
function readWhen(when: DataMap, scope: Scope): Condition {
  const input = textOf(when.input)
  const values = textsOf(when.values ?? null)
  const asIs: Condition = { test: 'vendor', texts: { tekton: JSON.stringify(when) } }
  if (input === undefined || when.cel !== undefined || values.length === 0) return asIs
  const { text, unknown } = resolveText(input, scope)
  if (unknown.length === 0 && alwaysHolds(text, values, when.operator)) return yes
  const [ref] = text
  if (text.length !== 1 || unknown.length > 0 || ref === undefined || typeof ref === 'string' || !testable(ref))
    return asIs
  if (values.some((value) => /\$\(|\{\{/.test(value))) return asIs
  const among = anyOf(values.map((to): Condition => ({ test: 'equals', value: ref, to })))
  return when.operator === 'in' ? among : when.operator === 'notin' ? notOf(among) : asIs
}

// Where the values of the run decide, so that the test is one before the run begins.
function alwaysHolds(text: Text, values: readonly string[], operator: Data | undefined): boolean {
  const fixed = fixedText(text, [])
  if (fixed === undefined || values.some((value) => /\$\(|\{\{/.test(value))) return false
  return operator === 'in' ? values.includes(fixed) : operator === 'notin' && !values.includes(fixed)
}

function testable({ ref }: Ref): boolean {
  return ref === 'input' || ref === 'output'
}

function readService(data: DataMap, { scope, inputs }: JobSetting, origin: Origin): Service | undefined {
  const image = fixedText(resolveText(textOf(data.image) ?? '', scope).text, inputs)
  const first = mapOf(listOf(data.ports)[0]).containerPort
  const port = typeof first === 'number' ? first : image === undefined ? undefined : portOf(image)
  const id = (textOf(data.name) ?? '').toLowerCase().replaceAll(/[^a-z0-9-]+/g, '-')
  const fits = port !== undefined && Number.isInteger(port) && port > 0 && port < 65_536
  if (image === undefined || image === '' || !fits || !/^[a-z][a-z0-9-]*$/.test(id)) return undefined
  return {
    id,
    image: [image],
    credentials: null,
    port,
    env: envOf(listOf(data.env as Data), scope, origin).env,
    command: textsOf(data.args ?? null),
    ready: { by: 'port' },
    origin,
  }
}

function distinct(services: readonly Service[]): readonly Service[] {
  return [...new Map(services.map((one) => [one.id, one])).values()]
}
