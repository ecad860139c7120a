import { runSteps } from '../features/use.ts'
import type { Job, Pipeline } from '../ir.ts'
import type { Desk } from './desk.ts'
import { literal, object } from './literal.ts'
import { tellCheckout, tellContainer, tellRunner } from './machine.ts'

/** What most jobs have in common, told once; each function gives what is left to say in one job. */
export interface Usuals {
  readonly shell: 'bash' | 'sh'
  readonly runner: (job: Job, code: string | undefined) => string | undefined
  readonly image: (job: Job, code: string | undefined) => string | undefined
  readonly checkout: (job: Job, code: string | undefined) => string | undefined
  readonly timeout: (job: Job) => string | undefined
  /** The option `defaults` of the story; undefined: there is nothing to say. */
  readonly code: string | undefined
}

/** Finds what more than half of the jobs have in common. */
export function usualsOf(desk: Desk): Usuals {
  const { jobs } = desk.pipeline
  const quiet: Desk = { ...desk, imports: new Set(), known: new Map(), constants: new Map() }
  const plain = (code: string | undefined): string | undefined =>
    code === undefined || /[\ue100-\ue104]/.test(code) ? undefined : code
  const runner = most(jobs, (job) => plain(tellRunner(job.runner, quiet)))
  const noTools = jobs.filter(({ tools }) => tools.length === 0)
  const image =
    noTools.length * 2 > jobs.length && noTools.every(({ container }) => container !== null)
      ? most(noTools, (job) =>
          plain(job.container?.credentials == null ? tellContainer(job.container, quiet) : undefined),
        )
      : undefined
  const checkout = most(jobs, (job) => tellCheckout(job.checkout))
  const timeout = most(jobs, ({ timeoutMinutes }) => (timeoutMinutes === 60 ? undefined : String(timeoutMinutes)))
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
  const left =
    (usual: string | undefined, otherwise: string) =>
    (_: Job, own: string | undefined): string | undefined =>
      usual === undefined ? own : own === usual ? undefined : (own ?? otherwise)
  return {
    shell: shell === undefined ? 'bash' : 'sh',
    runner: left(runner, "{ os: 'linux' }"),
    image: (job, own) => (image !== undefined && own === image && job.tools.length === 0 ? undefined : own),
    checkout: left(checkout, '{}'),
    timeout: ({ timeoutMinutes }) =>
      String(timeoutMinutes) === (timeout ?? '60') ? undefined : String(timeoutMinutes),
    code: code === '{}' ? undefined : code,
  }
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
