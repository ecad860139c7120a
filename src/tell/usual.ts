import { runSteps } from '../features/use.ts'
import type { Checkout, Job, Pipeline } from '../ir.ts'
import type { Desk } from './desk.ts'
import { literal, object } from './literal.ts'
import { tellCheckout, tellContainer, tellRunner } from './machine.ts'

/** What most jobs have in common, told once; each function gives what is left to say in one job. */
export interface Usuals {
  readonly shell: 'bash' | 'sh'
  readonly runner: (job: Job, code: string | undefined) => string | undefined
  readonly image: (job: Job, code: string | undefined) => string | undefined
  readonly checkout: (job: Job) => string | undefined
  readonly timeout: (job: Job) => string | undefined
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
  const runner = most(jobs, (job) => literally(tellRunner(job.runner, quiet)))
  const noTools = jobs.filter(({ tools }) => tools.length === 0)
  const image =
    noTools.length * 2 > jobs.length && noTools.every(({ container }) => container !== null)
      ? most(noTools, (job) =>
          literally(job.container?.credentials == null ? tellContainer(job.container, quiet) : undefined),
        )
      : undefined
  const { like, base } = baseOf(desk)
  const checkout = most(jobs, (job) => unless(base.checkout, checkoutOf(job)))
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
    checkout: (job) => unless(checkout ?? base.checkout, checkoutOf(job)),
    timeout: (job) => unless(timeout ?? base.timeout, String(job.timeoutMinutes)),
    like: like === undefined ? undefined : literal(like),
    code: code === '{}' ? undefined : code,
  }
}

function unless(usual: string, own: string): string | undefined {
  return own === usual ? undefined : own
}

function checkoutOf({ checkout }: Job): string {
  return tellCheckout(checkout) ?? '{}'
}

interface Base {
  readonly timeout: string
  readonly checkout: string
}

const plain: Base = { timeout: '60', checkout: '{}' }

// Where it leaves less to say, the story names the vendor that it comes from.
function baseOf({ like, pipeline: { jobs } }: Desk): { readonly like: string | undefined; readonly base: Base } {
  if (like === undefined) return { like: undefined, base: plain }
  const { timeout, checkout } = like.usual
  const there = { timeout: String(timeout), checkout: tellCheckout({ ...plainCheckout, ...checkout }) ?? '{}' }
  const unsaid = (base: Base): number =>
    jobs.filter((job) => String(job.timeoutMinutes) === base.timeout).length +
    jobs.filter((job) => checkoutOf(job) === base.checkout).length
  return unsaid(there) > unsaid(plain) ? { like: like.id, base: there } : { like: undefined, base: plain }
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

/** What the story says of the pipeline as a whole, beside its jobs. */
export function tellPermissionsOf({ permissions }: Pipeline): string | undefined {
  if (permissions === 'settings') return literal(permissions)
  const entries = Object.entries(permissions)
  if (entries.length === 1 && permissions.contents === 'read') return undefined
  return object(entries.map(([area, level]) => [area, literal(level)] as const))
}
