import type { Job } from '../ir.ts'
import { refsOfJob } from '../refs.ts'
import { tellWhen } from './condition.ts'
import { cellPattern, constantRef, type Desk, share, use } from './desk.ts'
import type { ToldJob } from './family.ts'
import { ownEnv, tellArtifacts, tellCaches, tellReports } from './files.ts'
import { isIdentifier, list, literal, object, property } from './literal.ts'
import { tellContainer, tellEnvironment, tellPermissions, tellRunner, tellServices, tellTools } from './machine.ts'
import { tellMatrix } from './matrix.ts'
import { exported } from './names.ts'
import { remarkedEntries } from './remarks.ts'
import { tellRaw, tellSteps, usualOf } from './steps.ts'
import type { Usuals } from './usual.ts'
import { tellEnv, tellText } from './value.ts'

/** A job as code. */
export function tellJob(job: Job, usuals: Usuals, desk: Desk): ToldJob {
  const services = tellServices(job, desk)
  const shells = job.steps.some((step) => step.kind === 'vendor' || step.shell !== 'pwsh')
  const usual = usualOf(job, usuals.shell)
  const environment = tellEnvironment(job.environment, desk)
  const entries = remarkedEntries(
    job,
    [
      ['name', job.name.length === 1 && job.name[0] === job.id ? undefined : perCell(tellText(job.name, desk))],
      ['needs', tellNeeds(job, desk)],
      ['when', perCell(shareWhen(tellWhen(job.status, job.condition, job, desk), desk))],
      [
        'matrix',
        job.matrix === null
          ? undefined
          : share(desk, `${job.id} matrix`, tellMatrix(job.matrix, usuals.failFast, desk)),
      ],
      ['runner', perCell(shareObject('runner', usuals.runner(job, tellRunner(job, desk)), desk))],
      ['image', perCell(shareObject('image', usuals.image(job, tellContainer(job.container, desk)), desk))],
      ['tools', perCell(tellTools(job.tools, desk))],
      ['services', perCell(services)],
      ['environment', perCell(environment)],
      ['lock', perCell(usuals.lock(job, job.lock === null ? undefined : tellText(job.lock.name, desk)))],
      ['permissions', job.permissions === null ? undefined : tellPermissions(job.permissions)],
      ['checkout', shareObject('checkout', usuals.checkout(job), desk)],
      ['caches', perCell(shareObject('caches', tellCaches(job.caches, desk), desk))],
      ['env', shareEnv(job, usuals, desk)],
      ['shell', shells && usual.shell !== usuals.shell ? literal(usual.shell) : undefined],
      ['workingDirectory', usual.workingDirectory === '.' ? undefined : literal(usual.workingDirectory)],
      ['outputs', job.outputs.length === 0 ? undefined : list(job.outputs.map(({ name }) => literal(name)))],
      ['steps', perCell(tellSteps(job, usual, desk))],
      ['artifacts', tellArtifacts(job.artifacts, usuals.artifacts, desk)],
      ['reports', tellReports(job.reports)],
      ['timeout', usuals.timeout(job)],
      ['retry', job.retry === 0 ? undefined : String(job.retry)],
      ['allowFailure', job.allowFailure ? 'true' : undefined],
      ['raw', tellRaw(job.raw, desk, job)],
    ],
    desk,
  )
  return { job, entries, code: `${use(desk, 'job')}(${object(entries)})` }
}

function shareObject(hint: string, code: string | undefined, desk: Desk): string | undefined {
  return code === undefined || !/^[{[]/.test(code) ? code : share(desk, hint, code)
}

// Named after the first thing that it asks for.
function shareWhen(code: string | undefined, desk: Desk): string | undefined {
  if (code === undefined) return undefined
  const [, test = '', text = ''] = /\b(branch|tag|event|targetBranch)\("([^"]*)"/.exec(code) ?? []
  return share(desk, test === '' ? 'condition' : `on ${text === '' ? test : text}`, code)
}

function shareEnv(job: Job, usuals: Usuals, desk: Desk): string | undefined {
  const unsaid = usuals.env(job)
  const env = ownEnv(job).filter(({ name }) => !unsaid.has(name))
  const code = tellEnv(env, desk)
  return code === undefined ? undefined : perCell(env.length > 2 ? share(desk, `${job.id} env`, code) : code)
}

/** Code that uses the matrix of the job, as a function of its cell. */
function perCell(code: string | undefined): string | undefined {
  if (code === undefined) return undefined
  const keys = [...new Set([...code.matchAll(cellPattern)].map(([, key = '']) => key))]
  if (keys.length === 0) return code
  const isPlain = keys.every((key) => isIdentifier(key) && !exported.includes(key) && !reserved.has(key))
  const body = code.replaceAll(cellPattern, (_, key: string) => (isPlain ? key : property('cell', key)))
  return `(${isPlain ? `{ ${keys.join(', ')} }` : 'cell'}) => ${/^(\/\/.*\n)*\{/.test(body) ? `(${body})` : body}`
}

const reserved = new Set(
  'class function default new var let const package public private static void with in if for do import export return delete switch case enum interface yield await arguments eval this typeof while super null true false protected implements debugger extends finally else catch try throw break continue instanceof'.split(
    ' ',
  ),
)

// Artifacts of a job that leaves none make no difference, and the plain form reads best.
function tellNeeds(job: Job, desk: Desk): string | undefined {
  const { stages } = desk.pipeline
  if (job.needs.some((need) => need.by === 'stage')) return undefined
  const used = new Set(refsOfJob(job).flatMap(({ ref }) => (ref.ref === 'output' ? [ref.job] : [])))
  const named = job.needs.filter((need) => need.artifacts || need.optional || !used.has(need.job))
  if (named.length === 0 && (used.size > 0 || job.stage === stages[0]?.name)) return undefined
  const code = list(
    named.map((need) => {
      const plain = constantRef(desk.jobNames.get(need.job) ?? need.job)
      const told = need.artifacts || !desk.leaving.has(need.job) ? plain : `${use(desk, 'after')}(${plain})`
      return need.optional ? `${use(desk, 'optional')}(${told})` : told
    }),
  )
  return share(desk, 'needs', code)
}
