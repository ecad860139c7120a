import type { Settings, Work, WorkService } from '../../../src/plan/work.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { isMap, listOf, mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'
import type { Run } from './parallel.ts'
import type { Present } from './presence.ts'
import { expandIn, type Variables, valueIn, withVariables } from './variables.ts'

/**
 * What a run of a job does: its script as one session of the shell, with all variables; those of settings win.
 *
 * @see https://docs.gitlab.com/ci/yaml/#script
 * @see https://docs.gitlab.com/ci/variables/#cicd-variable-precedence
 */
export function workOf(
  { job, allowFailure }: Present,
  run: Run,
  takes: readonly string[],
  outputs: ReadonlyMap<string, string>,
  settings: Settings,
): Work {
  const variables = withVariables(new Map([...ofJob(job, run), ...run.variables]), settings)
  const image = textOf(job.image) ?? textOf(mapOf(job.image).name)
  const script = [...textsIn(job.before_script), ...textsIn(job.script)].join('\n')
  const given = [...variables.keys()].map((name) => [name, valueIn(variables, name) ?? ''] as const)
  const env = Object.fromEntries([...given, ...[...outputs].map(([name, value]) => packed(name, value))])
  const retry = Number(textOf(job.retry) ?? textOf(mapOf(job.retry).max) ?? 0)
  const filled = image === undefined ? null : expandIn(image, variables)
  return {
    machine: textsOf(job.tags).map((tag) => expandIn(tag, variables)),
    services: listOf(job.services).map((one) => serviceOf(one, variables)),
    minutes: minutesIn(textOf(job.timeout)),
    retries: retry,
    mayFail: allowFailure,
    takes,
    leaves: textsOf(mapOf(job.artifacts).paths).map((path) => expandIn(path, variables)),
    depth: /none|empty/.test(valueIn(variables, 'GIT_STRATEGY') ?? '')
      ? null
      : Number(valueIn(variables, 'GIT_DEPTH') ?? 20),
    run: ({ start }) => {
      const shared = { image: filled, env, folder: '.', files: [] }
      const { read } = start({ ...shared, command: ['bash', '-eo', 'pipefail'], script })
      const after = textsIn(job.after_script)
      if (after.length > 0) start({ ...shared, command: ['bash', '-eo', 'pipefail'], script: after.join('\n') })
      const report = textOf(mapOf(mapOf(job.artifacts).reports).dotenv)
      return report === undefined ? {} : unpacked(read(report) ?? '')
    },
  }
}

// As files of pipegen hand it over: `PREFIX__name=`, and the value in a packing of one line.
function unpacked(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...text.matchAll(/^\w+?__(.+?)=(.*)$/gm)].map(([, name = '', value = '']) => [
      name,
      Buffer.from(value, 'base64').toString(),
    ]),
  )
}

// https://docs.gitlab.com/ci/variables/predefined_variables/
function ofJob(job: DataMap, { name }: Run): Variables {
  const tokens = Object.keys(mapOf(job.id_tokens)).map((token) => [token, '<token>'] as const)
  const known: Readonly<Record<string, string>> = {
    CI_PROJECT_DIR: '<checkout>',
    CI_BUILDS_DIR: '<checkout>',
    CI_JOB_NAME: name,
    CI_JOB_ID: '2',
    CI_JOB_URL: 'https://gitlab.com/acme/shop/-/jobs/2',
    CI_JOB_TOKEN: '<CI_JOB_TOKEN>',
    CI_PIPELINE_ID: '1',
    CI_PIPELINE_URL: 'https://gitlab.com/acme/shop/-/pipelines/1',
    ...Object.fromEntries(tokens),
  }
  return new Map(Object.entries(known).map(([key, text]) => [key, { text, expand: false }]))
}

/** The jobs whose files a job fetches: those before it that leave some, unless it says otherwise. */
export function takenBy(
  { job, needs }: Present,
  before: readonly { readonly owner: Present; readonly name: string }[],
): readonly string[] {
  const refused = listOf(needs).filter((need) => textOf(mapOf(need).artifacts) === 'false')
  const without = new Set(refused.map((need) => textOf(mapOf(need).job)))
  const only = job.dependencies === undefined ? undefined : new Set(textsOf(job.dependencies))
  return before
    .filter(({ owner }) => mapOf(owner.job.artifacts).paths !== undefined)
    .filter(({ owner }) => !without.has(owner.name) && (only === undefined || only.has(owner.name)))
    .map(({ name }) => name)
}

function serviceOf(one: Data, variables: Variables): WorkService {
  const image = textOf(one) ?? textOf(mapOf(one).name) ?? ''
  const own: DataMap = mapOf(mapOf(one).variables)
  const inner = withVariables(variables, own)
  const env = Object.keys(own).map((name) => [name, valueIn(inner, name) ?? ''] as const)
  return { image: expandIn(image, variables), env: Object.fromEntries(env), awaited: false }
}

// As files of pipegen hand it over: a variable of a dotenv report holds one line.
function packed(name: string, value: string): readonly [string, string] {
  return [name, Buffer.from(value).toString('base64')]
}

/** https://docs.gitlab.com/ci/yaml/#timeout */
function minutesIn(text: string | undefined): number | null {
  if (text === undefined) return null
  const units: Readonly<Record<string, number>> = { d: 24 * 60, h: 60, m: 1, s: 1 / 60 }
  const parts = [...text.matchAll(/(\d+)\s*(d|h|m|s)/g)]
  return parts.reduce((sum, [, count, unit = 'm']) => sum + Number(count) * (units[unit] ?? 1), 0)
}

function textsIn(items: Data | undefined): readonly string[] {
  return listOf(items).flatMap((item) =>
    Array.isArray(item) ? textsIn(item as Data) : isMap(item) ? [] : (textOf(item) ?? []),
  )
}
