import { runSteps } from '../features/use.ts'
import type { Checkout, Job, Matrix, Pipeline } from '../ir.ts'
import { plainArtifact, type Usual } from '../usual.ts'
import { usualEnv } from '../usual-env.ts'
import type { Desk } from './desk.ts'
import { data, literal, object } from './literal.ts'
import { tellCheckout, tellContainer, tellRunner } from './machine.ts'

/** What most jobs have in common, told once; each function gives what is left to say in one job. */
export interface Usuals {
  readonly shell: 'bash' | 'sh'
  readonly runner: (job: Job, code: string | undefined) => string | undefined
  readonly image: (job: Job, code: string | undefined) => string | undefined
  readonly checkout: (job: Job) => string | undefined
  readonly timeout: (job: Job) => string | undefined
  readonly lock: (job: Job, name: string | undefined) => string | undefined
  /** What a matrix that says nothing does at a failure. */
  readonly failFast: Matrix['failFast']
  readonly permissions: string | undefined
  /** The names of the variables of a job that it need not say. */
  readonly env: (job: Job) => ReadonlySet<string>
  /** How artifacts are kept that say nothing. */
  readonly artifacts: NonNullable<Usual['artifacts']>
  /** The option `runners` of the story; undefined: there is nothing to say. */
  readonly runners: string | undefined
  /** The option `like` of the story; undefined: most jobs are like those of no vendor. */
  readonly like: string | undefined
  /** The option `defaults` of the story; undefined: there is nothing to say. */
  readonly code: string | undefined
}

/** Finds what more than half of the jobs have in common. */
export function usualsOf(desk: Desk): Usuals {
  const { jobs } = desk.pipeline
  const quiet: Desk = { ...desk, imports: new Set(), known: new Map(), constants: new Map() }
  const literally = (code: string | undefined): string | undefined =>
    code === undefined || /[\ue100-\ue104]/.test(code) ? undefined : code
  const runner = most(jobs, (job) => literally(tellRunner(job, quiet)))
  const noTools = jobs.filter(({ tools }) => tools.length === 0)
  const image =
    noTools.length * 2 > jobs.length && noTools.every(({ container }) => container !== null)
      ? most(noTools, (job) =>
          literally(job.container?.credentials == null ? tellContainer(job.container, quiet) : undefined),
        )
      : undefined
  const { like, base } = baseOf(desk)
  const checkout = most(jobs, (job) => (isFilled(job) ? undefined : unless(base.checkout, checkoutOf(job))))
  const timeout = most(jobs, (job) => unless(base.timeout, String(job.timeoutMinutes)))
  const shell = most(jobs, (job) =>
    runSteps(job).some((step) => step.shell === 'bash') || runSteps(job).length === 0 ? undefined : 'sh',
  )
  const code = object([
    ['runner', runner],
    ['image', image],
    ['timeout', timeout],
    ['shell', shell === undefined ? undefined : literal('sh')],
    ['checkout', checkout],
  ])
  return {
    shell: shell === undefined ? 'bash' : 'sh',
    runner: (_, own) => (runner === undefined ? own : own === runner ? undefined : (own ?? "{ os: 'linux' }")),
    image: (job, own) => (image !== undefined && own === image && job.tools.length === 0 ? undefined : own),
    checkout: (job) =>
      isFilled(job) ? undefined : unless(job.steps.length === 0 ? '' : (checkout ?? base.checkout), checkoutOf(job)),
    timeout: (job) => unless(timeout ?? base.timeout, String(job.timeoutMinutes)),
    lock: ({ environment, lock }, name) =>
      environment === null ? name : (lock !== null) === base.lock ? undefined : String(lock !== null),
    failFast: base.failFast,
    artifacts: base.artifacts,
    env: (job) =>
      new Set(envOf(job, desk.pipeline, base).filter((name) => job.env.some((entry) => entry.name === name))),
    permissions: unless(base.permissions, permissionsOf(desk.pipeline)),
    runners: runnersBut(base.runners, desk.pipeline.runners),
    like: like === undefined ? undefined : literal(like),
    code: code === '{}' ? undefined : code,
  }
}

function unless(usual: string, own: string): string | undefined {
  return own === usual ? undefined : own
}

// What only a raw patch fills needs no sources.
function isFilled({ steps, checkout }: Job): boolean {
  return steps.length === 0 && checkout === null
}

function checkoutOf({ checkout }: Job): string {
  return tellCheckout(checkout) ?? '{}'
}

interface Base {
  readonly timeout: string
  readonly checkout: string
  readonly permissions: string
  readonly runners: Pipeline['runners']
  /** Whether a deployment holds its environment. */
  readonly lock: boolean
  readonly failFast: Matrix['failFast']
  readonly artifacts: NonNullable<Usual['artifacts']>
  readonly env: NonNullable<Usual['env']>
}

const plain: Base = {
  timeout: '60',
  checkout: '{}',
  permissions: permissionsOf({ permissions: { contents: 'read' } }),
  runners: {},
  lock: true,
  failFast: false,
  artifacts: plainArtifact,
  env: {},
}

// Where it leaves less to say, or leaves something to the settings there, the story names the vendor that it comes from.
function baseOf({ like, pipeline }: Desk): { readonly like: string | undefined; readonly base: Base } {
  if (like === undefined) return { like: undefined, base: plain }
  const { timeout, checkout, permissions, runners, lock, failFast, artifacts = plainArtifact, env = {} } = like.usual
  const there: Base = {
    timeout: String(timeout),
    checkout: tellCheckout({ ...plainCheckout, ...checkout }) ?? '{}',
    permissions: permissions === undefined ? plain.permissions : permissionsOf({ permissions }),
    runners: runners === undefined ? {} : { [like.id]: runners },
    lock: lock ?? true,
    failFast: failFast === undefined ? false : failFast,
    artifacts,
    env,
  }
  const least = pipeline.like === like.id ? 0 : unsaid(plain, pipeline) + 1
  return unsaid(there, pipeline) >= least ? { like: like.id, base: there } : { like: undefined, base: plain }
}

// The variables that a job has without saying so, on such a ground.
function envOf(job: Job, { env }: Pipeline, base: Base): readonly string[] {
  const isUsual = ({ name, value: [part, ...more] }: Job['env'][number]): boolean =>
    more.length === 0 && typeof part === 'object' && part.ref === 'context' && part.name === base.env[name]
  const said = { ...job, env: job.env.filter((entry) => !isUsual(entry)) }
  return usualEnv(said, env, base.env).map(({ name }) => name)
}

// How much a story need not say on such a ground; what is open can be said on an open one alone, and no job may get more
// than it has.
function unsaid(base: Base, pipeline: Pipeline): number {
  const { jobs, permissions, runners } = pipeline
  const hasMore = (job: Job): boolean =>
    envOf(job, pipeline, base).some((name) => !job.env.some((entry) => entry.name === name))
  if (jobs.some(hasMore)) return -1
  const matrices = jobs.flatMap(({ matrix }) => (matrix === null ? [] : [matrix]))
  if (base.failFast !== null && matrices.some(({ failFast }) => failFast === null)) return -1
  return (
    jobs.filter((job) => String(job.timeoutMinutes) === base.timeout).length +
    jobs.filter((job) => checkoutOf(job) === base.checkout).length +
    matrices.filter(({ failFast }) => failFast === base.failFast).length +
    jobs.filter(({ environment, lock }) => environment !== null && (lock !== null) === base.lock).length +
    Number(permissionsOf({ permissions }) === base.permissions) +
    Number(runnersBut(base.runners, runners) === undefined)
  )
}

// Those that the ground has are not said again.
function runnersBut(base: Pipeline['runners'], runners: Pipeline['runners']): string | undefined {
  const own = Object.entries(runners).flatMap(([vendor, map]) => {
    const left = Object.entries(map).filter(([machine, labels]) => base[vendor]?.[machine]?.join() !== labels.join())
    return left.length === 0 ? [] : [[vendor, Object.fromEntries(left)] as const]
  })
  return own.length === 0 ? undefined : data(Object.fromEntries(own))
}

const plainCheckout: Omit<Checkout, 'origin'> = {
  depth: 1,
  submodules: 'none',
  lfs: false,
  tags: false,
  credentials: false,
  pullRequest: 'head',
}

function most(jobs: readonly Job[], read: (job: Job) => string | undefined): string | undefined {
  if (jobs.length < 2) return undefined
  const counts = new Map<string, number>()
  for (const job of jobs) {
    const code = read(job)
    if (code !== undefined) counts.set(code, (counts.get(code) ?? 0) + 1)
  }
  return [...counts].find(([, count]) => count * 2 > jobs.length && count > 1)?.[0]
}

function permissionsOf({ permissions }: Pick<Pipeline, 'permissions'>): string {
  if (permissions === 'settings') return literal(permissions)
  return object(Object.entries(permissions).map(([area, level]) => [area, literal(level)] as const))
}
