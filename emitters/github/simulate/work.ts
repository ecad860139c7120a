import type { Machine, Process, Settings, Work, WorkService } from '../../../src/plan/work.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { isMap, listOf, mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'
import { holds, readCondition } from './condition.ts'
import { type Contexts, fillIn } from './expression.ts'
import { passedTo, takenBy } from './files.ts'
import type { Workflow } from './workflow.ts'

type Texts = Readonly<Record<string, string>>

/**
 * What a run of a job does: its scripts with the environment that GitHub gives them.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsrun
 */
export function workOf(workflow: Workflow, id: string, job: DataMap, given: Contexts, settings: Settings): Work {
  const contexts = {
    ...given,
    secrets: settings,
    runner: { temp: 'temp', os: 'Linux' },
    github: githubIn(given),
  }
  const filled = (value: Data | undefined): string => fillIn(textOf(value) ?? '', contexts)
  const container = textOf(job.container) ?? textOf(mapOf(job.container).image)
  const minutes = textOf(job['timeout-minutes'])
  return {
    machine: textsOf(isMap(job['runs-on']) ? job['runs-on'].labels : job['runs-on']).map(filled),
    services: Object.values(mapOf(job.services)).map(
      (one): WorkService => ({
        image: filled(mapOf(one).image),
        env: envOf(mapOf(one).env, contexts),
        awaited: /--health-cmd/.test(textOf(mapOf(one).options) ?? ''),
      }),
    ),
    minutes: minutes === undefined ? null : Number(minutes),
    retries: 0,
    mayFail: isTrue(job['continue-on-error'], contexts),
    takes: takenBy(workflow, id, contexts),
    leaves: passedTo(job, contexts),
    depth: depthOf(job),
    run: (machine) => runSteps(workflow, job, container === undefined ? null : filled(container), contexts, machine),
  }
}

function runSteps(
  workflow: Workflow,
  job: DataMap,
  image: string | null,
  contexts: Contexts,
  { start, note }: Machine,
): Texts {
  let steps: Readonly<Record<string, { readonly outputs: Texts }>> = {}
  let added: Texts = {}
  let failed = false
  for (const step of listOf(job.steps).map(mapOf)) {
    const env = { ...envOf(workflow.env, contexts), ...envOf(job.env, contexts), ...added }
    const known = { ...contexts, steps, env }
    const status = { success: !failed, failure: failed, always: true, cancelled: false }
    if (!holds(readCondition(step.if), known, status)) continue
    added = { ...added, ...exported(step) }
    const deed = Object.entries(deeds).find(([action]) => textOf(step.uses)?.startsWith(action))
    if (deed !== undefined) note(deed[1])
    if (step.run === undefined) continue
    const shell = [step.shell, mapOf(mapOf(job.defaults).run).shell, workflow.shell].find((one) => one !== undefined)
    const { passed, files } = start({
      command: commands[textOf(shell) ?? ''] ?? [],
      script: fillIn(textOf(step.run) ?? '', known),
      env: { ...defaults(contexts), ...env, ...envOf(step.env, known) },
      image,
      folder: fillIn(
        textOf(step['working-directory'] ?? mapOf(mapOf(job.defaults).run)['working-directory']) ?? '.',
        known,
      ),
      files: ['GITHUB_OUTPUT', 'GITHUB_ENV'],
    })
    failed ||= !passed && step['continue-on-error'] !== true
    if (step.id !== undefined)
      steps = { ...steps, [textOf(step.id) ?? '']: { outputs: pairsIn(files.GITHUB_OUTPUT ?? '') } }
    added = { ...added, ...pairsIn(files.GITHUB_ENV ?? '') }
  }
  const outputs = Object.entries(mapOf(job.outputs))
  return Object.fromEntries(outputs.map(([name, value]) => [name, fillIn(textOf(value) ?? '', { ...contexts, steps })]))
}

const deeds = {
  'actions/checkout@': 'checkout',
  'actions/download-artifact@': 'fetch',
  'actions/upload-artifact@': 'leave',
} as const

function depthOf(job: DataMap): number | null {
  const step = listOf(job.steps)
    .map(mapOf)
    .find(({ uses }) => textOf(uses)?.startsWith('actions/checkout@'))
  return step === undefined ? null : Number(textOf(mapOf(step.with)['fetch-depth']) ?? 1)
}

// https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
const commands: Readonly<Record<string, Process['command']>> = {
  '': ['bash', '-e'],
  bash: ['bash', '--noprofile', '--norc', '-eo', 'pipefail'],
  sh: ['sh', '-e'],
}

/** An `env` with its expressions worked out. */
function envOf(env: Data | undefined, contexts: Contexts): Texts {
  return Object.fromEntries(
    Object.entries(mapOf(env)).map(([name, value]) => [name, fillIn(textOf(value) ?? '', contexts)]),
  )
}

// https://docs.github.com/actions/reference/workflows-and-actions/variables
function defaults({ github }: Contexts): Texts {
  const names = ['event_name', 'ref', 'ref_name', 'ref_type', 'base_ref', 'head_ref', 'sha', 'repository', 'actor']
  const more = ['repository_owner', 'run_id', 'run_number', 'run_attempt', 'server_url', 'api_url', 'workspace']
  const known = github as Readonly<Record<string, unknown>>
  const own = [...names, ...more].map((name) => [`GITHUB_${name.toUpperCase()}`, String(known[name] ?? '')] as const)
  return { CI: 'true', GITHUB_ACTIONS: 'true', RUNNER_OS: 'Linux', RUNNER_TEMP: 'temp', ...Object.fromEntries(own) }
}

// What a script of the toolkit gives to the steps behind it, which only the run knows.
function exported(step: DataMap): Texts {
  const script = textOf(mapOf(step.with).script) ?? ''
  return Object.fromEntries(
    [...script.matchAll(/core\.exportVariable\('(\w+)', (\w+)\)/g)].map(([, name = '', from]) => [name, `<${from}>`]),
  )
}

function isTrue(value: Data | undefined, contexts: Contexts): boolean {
  return fillIn(textOf(value) ?? 'false', contexts) === 'true'
}

function githubIn({ github }: Contexts): Contexts {
  return { ...(github as Contexts), token: '<GITHUB_TOKEN>', workspace: '<checkout>' }
}

// https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#environment-files
function pairsIn(text: string): Texts {
  const pairs: Record<string, string> = {}
  const lines = text.split('\n')
  for (let at = 0; at < lines.length; at++) {
    const [, name = '', sign = '', rest = ''] = /^(.*?)(<<|=)(.*)$/.exec(lines[at] ?? '') ?? []
    if (sign === '=') pairs[name] = rest
    if (sign !== '<<') continue
    const end = lines.indexOf(rest, at + 1)
    pairs[name] = lines.slice(at + 1, end).join('\n')
    at = end
  }
  return pairs
}
