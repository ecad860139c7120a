import { allOf } from '../../../src/condition/build.ts'
import type { Job, Need, RunStep, Step } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import { plainStep } from '../../../src/plain-step.ts'
import { ambientEnv } from '../../../src/read/shell-names.ts'
import type { Data } from '../../../src/yaml/data.ts'
import { isMap, mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'
import { contexts } from '../contexts.ts'
import { shellOfImage } from '../tools.ts'
import { onlyHere } from './condition.ts'
import { secondsOf } from './duration.ts'
import { readCheckout, readEnv } from './env.ts'
import { readEnvironment } from './environment.ts'
import { readArtifacts, readCaches, readReports } from './files.ts'
import { readImage, readServices, withoutEngine } from './images.ts'
import { readMatrix } from './matrix.ts'
import { withFilledPaths } from './paths.ts'
import type { ResolvedJob } from './resolve.ts'
import { type ReadRules, readRules } from './rules.ts'
import { linesOf, readSteps } from './script.ts'
import type { Names } from './values.ts'

/** What a job is read with. */
export interface Around {
  readonly id: string
  readonly stage: string
  readonly needs: readonly Need[]
  readonly defaultBranch: string
  /** Whether the file itself says for what there are pipelines. */
  readonly hasWorkflow: boolean
  /** Variables that all jobs have, with their values. */
  readonly fixed: ReadonlyMap<string, string>
  readonly globals: Readonly<Record<string, Data>>
  readonly isWindows: boolean
  /** Where a key of the job stands. */
  readonly at: (key: string) => Origin
}

/** A job, and what of it the story cannot say. */
export interface ReadJob {
  readonly job: Job
  readonly rules: ReadRules
  readonly trouble: readonly { readonly key: string; readonly why: string }[]
}

/** Reads a job: https://docs.gitlab.com/ci/yaml/#job-keywords */
export function readJob({ name, parts }: ResolvedJob, around: Around): ReadJob {
  const { id, at } = around
  const get = (key: string): Data | undefined => parts.get(key)?.value
  const trouble: { key: string; why: string }[] = []
  const tell = (key: string) => (why: string) => trouble.push({ key, why })
  const matrix = readMatrix(get('parallel'), at('parallel'), tell('parallel'))
  const own = mapOf(get('variables'))
  const fixed = new Map([
    ...around.fixed,
    ...Object.entries(own).map(([key, value]) => [key, variableText(value)] as const),
  ])
  const names: Names = { fixed, axes: new Set(matrix?.axes.map((axis) => axis.name) ?? []) }
  const stated = new Map([...fixed].filter(([key]) => !names.axes.has(key)))
  const files = (key: string): Data | undefined => withFilledPaths(get(key) ?? null, stated)
  const rules = readRules(get, around)
  for (const why of rules.trouble) tell('rules')(why)
  const beside = readServices(get('services'), names, at('services'), tell('services'))
  const container = readImage(get('image'), names, at('image'), tell('image'))
  // Where the runner decides on the image, nothing tells whether it has a client, or which shell.
  const tools = container === null ? [] : beside.tools
  if (tools.length < beside.tools.length) tell('services')('a container engine beside an image that the runner chooses')
  const { env, unknown } = readEnv(withoutEngine(own, tools), { ...names, fixed: new Map() }, at('variables'))
  for (const variable of unknown) tell('variables')(`$${variable} is put into it by GitLab`)
  const environment = readEnvironment(get('environment'), rules.manual, names, at('environment'), tell('environment'))
  const gated = rules.manual && environment === null
  if (gated) tell('when')('a person starts the job, and a story asks that of environments alone')
  const hasShAlone = container !== null && shellOfImage(container.image) === 'sh'
  const steps = readScript(get, at, around, hasShAlone)
  const script = [...linesOf(get('before_script')), ...linesOf(get('script')), ...linesOf(get('after_script'))].join(
    '\n',
  )
  const lock = textOf(get('resource_group'))
  const job: Job = {
    id,
    name: [name],
    stage: around.stage,
    needs: around.needs,
    status: rules.status,
    condition: gated ? allOf([rules.condition, onlyHere]) : rules.condition,
    matrix,
    runner: {
      os: [around.isWindows ? 'windows' : 'linux'],
      arch: ['x64'],
      size: [],
      labels: textsOf(get('tags')).filter((tag) => !tag.includes('$')),
      origin: at('tags'),
    },
    container,
    tools,
    services: beside.services,
    env: [
      ...env,
      ...ambientEnv(
        script,
        contexts,
        new Set([...env.map((entry) => entry.name), ...around.fixed.keys()]),
        at('script'),
      ),
    ],
    steps,
    outputs: [],
    artifacts: readArtifacts(id, files('artifacts'), at('artifacts'), tell('artifacts')),
    caches: readCaches(files('cache'), names, at('cache'), tell('cache')),
    reports: readReports(files('artifacts'), get('coverage'), at('artifacts')),
    environment,
    lock: lockOf(lock, environment, at('resource_group')),
    timeoutMinutes: minutesOf(textOf(get('timeout'))),
    retry: retryOf(get('retry'), tell('retry')),
    // A job that waits for a person holds the run in a story, whatever becomes of it.
    allowFailure: rules.allowFailure && environment?.approval !== 'manual',
    permissions: null,
    checkout: steps.length === 0 ? null : readCheckout({ ...around.globals, ...own }, at('variables')),
    raw: [],
    origin: at(''),
  }
  return { job, rules, trouble }
}

/** The value of a variable as text. */
export function variableText(value: Data): string {
  return textOf(isMap(value) ? value.value : value) ?? ''
}

// A deployment that names no group may overlap with another one.
function lockOf(group: string | undefined, environment: Job['environment'], origin: Origin): Job['lock'] {
  if (group === undefined) return null
  if (environment !== null) return { name: environment.name, origin: environment.origin }
  return group.includes('$') ? null : { name: [group], origin }
}

function readScript(
  get: (key: string) => Data | undefined,
  at: (key: string) => Origin,
  around: Around,
  hasShAlone: boolean,
): readonly Step[] {
  const shell: RunStep['shell'] = around.isWindows ? 'pwsh' : hasShAlone ? 'sh' : 'bash'
  const before = linesOf(get('before_script'))
  const steps = readSteps([...before, ...linesOf(get('script'))], shell, at('script'))
  // Steps of PowerShell have no way to go on after a failure: the line stays as it is.
  const after = around.isWindows ? '' : linesOf(get('after_script')).join('\n').trim()
  const last =
    after === ''
      ? []
      : [
          {
            ...plainStep(after, at('after_script'), shell),
            status: 'always' as const,
            continueOnError: true,
            raw: [{ vendor: 'gitlab', patch: { after_script: true }, origin: at('after_script') }],
          },
        ]
  return [...steps, ...last]
}

function minutesOf(text: string | undefined): number {
  const seconds = text === undefined ? undefined : secondsOf(text)
  return seconds === undefined ? 60 : Math.max(1, Math.ceil(seconds / 60))
}

function retryOf(data: Data | undefined, tell: (why: string) => void): number {
  if (data === undefined) return 0
  const count = Number(textOf(isMap(data) ? data.max : data) ?? 0)
  if (isMap(data) && Object.keys(data).some((key) => key !== 'max')) tell('which failures are tried again')
  return Number.isInteger(count) && count >= 0 && count <= 2 ? count : 0
}
