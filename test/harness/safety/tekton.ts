import { Environment } from '@marcbachmann/cel-js'
import type {
  TektonPipelineRun,
  TektonPipelineSpec,
  TektonPipelineTask,
  TektonStep,
  TektonWhen,
} from '../../../emitters/tekton/schema.ts'
import { simulate } from '../../unit/tekton-simulate.ts'
import { objectsIn, type WrittenFile } from '../tekton-objects.ts'
import { fromGithub, listen, listenersIn } from '../tekton-triggers.ts'
import { mark, type Node, type Result, type SafetyEvent, type SafetyReader } from './play.ts'

type Params = Readonly<Record<string, string>>

interface Begun {
  readonly spec: TektonPipelineSpec
  readonly params: Params
}

/** Files whose runs `begin` says, with the values that they begin with. */
function reader(begin: (files: readonly WrittenFile[], event: SafetyEvent) => readonly Begun[]): SafetyReader {
  return {
    nodes: (files, event) => begin(files, event).flatMap(nodesOf),
    lockOf: (files, name) => {
      const lock = taskOf(files, name).taskSpec?.steps.find((step) => step.name === 'lock')
      const asks = lock?.script?.includes('kubectl get taskrun') === true && lock.script.includes('sleep 10')
      return asks ? lock.env?.find((one) => one.name === 'LOCK')?.value : undefined
    },
    secretsOf: (files, name, event) =>
      begin(files, event).flatMap(({ spec, params }) =>
        spec.tasks
          .filter((task) => JSON.stringify(task).includes(mark(name)))
          .flatMap(({ taskSpec }) => taskSpec?.steps ?? [])
          .flatMap(({ env = [] }) => env)
          .flatMap(({ valueFrom }) => valueFrom?.secretKeyRef ?? [])
          .filter((ref) => replaced(ref.name, params) === 'ci-secrets')
          .map(({ key }) => key),
      ),
    // No job has a token of the repository.
    writesOf: () => [],
  }
}

/** @see https://pipelinesascode.com/docs/guides/event-matching/ */
export const tekton: SafetyReader = reader((files, event) =>
  objectsIn(files).flatMap((object): readonly Begun[] => {
    const run = object as unknown as TektonPipelineRun
    const { annotations = {} } = run.metadata
    const spec = run.kind === 'PipelineRun' ? run.spec.pipelineSpec : undefined
    if (spec === undefined || !matchesAnnotations(annotations, event)) return []
    const params = (run.spec.params ?? []).map(({ name, value }) => [name, filled(String(value), event)] as const)
    return [{ spec, params: Object.fromEntries(params) }]
  }),
)

/** @see https://tekton.dev/docs/triggers/ */
export const tektonPlain: SafetyReader = reader((files, event) =>
  listenersIn(files)
    .filter((name) => name.endsWith('-github'))
    .flatMap((listener) => listen(files, listener, hookOf(event), { 'ci-webhook': { token: 'hush' } }))
    .map(({ spec }) => {
      const { name } = spec.pipelineRef as { readonly name: string }
      const pipeline = objectsIn(files).find((one) => one.kind === 'Pipeline' && one.metadata.name === name)
      const params = (spec.params ?? []).map((param) => [param.name, String(param.value)] as const)
      return { spec: pipeline?.spec as TektonPipelineSpec, params: Object.fromEntries(params) }
    }),
)

function taskOf(files: readonly WrittenFile[], name: string): TektonPipelineTask {
  const tasks = objectsIn(files).flatMap(({ spec }) => {
    const own = spec as { readonly pipelineSpec?: TektonPipelineSpec; readonly tasks?: TektonPipelineSpec['tasks'] }
    return own?.pipelineSpec?.tasks ?? own?.tasks ?? []
  })
  const all = tasks.filter((task) => JSON.stringify(task).includes(mark(name)))
  // What one of them lacks, none of them has.
  const found = all.find(({ taskSpec }) => taskSpec?.steps.every((step) => step.name !== 'lock') === true) ?? all[0]
  if (found === undefined) throw new Error(`there is no task ${name}`)
  return found
}

function replaced(text: string, params: Params): string {
  return text.replaceAll(/\$\(params\.([\w-]+)\)/g, (whole, name: string) => params[name] ?? whole)
}

function nodesOf({ spec, params }: Begun): readonly Node[] {
  const results = new Map<string, Readonly<Record<string, string>>>()
  const before = new Map(
    spec.tasks.map((task) => [task.name, [...new Set([...(task.runAfter ?? []), ...readIn(task)])]]),
  )
  const ancestors = (name: string): readonly string[] =>
    (before.get(name) ?? []).flatMap((one) => [one, ...ancestors(one)])
  const make = (task: TektonPipelineTask, last: boolean): Node => {
    const waits = last ? spec.tasks.map(({ name }) => name) : (before.get(task.name) ?? [])
    const text = (input: string, known: ReadonlyMap<string, Result>): string =>
      replaced(input, params)
        .replaceAll(
          /\$\(tasks\.([\w-]+)\.results\.([\w-]+)\)/g,
          (_, name: string, key: string) => results.get(name)?.[key] ?? '',
        )
        .replaceAll(/\$\(tasks\.([\w-]+)\.status\)/g, (_, name: string) => statuses[known.get(name) ?? 'skipped'])
    return {
      name: task.name,
      waits,
      // After a failure nothing begins; a skipped task is no hindrance, but one whose result is read is.
      starts: (known) =>
        (last || !ancestors(task.name).some((name) => known.get(name) === 'failed')) &&
        waits.every(
          (name) =>
            last || known.get(name) === 'ran' || (known.get(name) === 'skipped' && !readIn(task).includes(name)),
        ) &&
        (task.when ?? []).every((when) => asked(when, (input) => text(input, known))),
      gate: isApproval(task),
      mayFail: task.onError === 'continue',
      script: scriptOf(task),
      prints: () => scriptOf(task),
      leaves: () => {
        if (task.taskSpec?.results !== undefined && !JSON.stringify(task).includes('RAN-'))
          results.set(task.name, simulate(task, { params, shell: ['dash'] }).results)
      },
    }
  }
  return [...spec.tasks.map((task) => make(task, false)), ...(spec.finally ?? []).map((task) => make(task, true))]
}

function scriptOf({ taskSpec }: TektonPipelineTask): string {
  return (taskSpec?.steps ?? []).map((step: TektonStep) => step.script ?? '').join('\n')
}

const statuses = { ran: 'Succeeded', failed: 'Failed', skipped: 'None', waiting: 'None' } as const satisfies Record<
  Result,
  string
>

function readIn(task: TektonPipelineTask): readonly string[] {
  return [...JSON.stringify([task.when, task.params]).matchAll(/\$\(tasks\.([\w-]+)\.results\./g)].map(
    (found) => found[1] as string,
  )
}

function asked({ input = '', operator, values = [] }: TektonWhen, text: (input: string) => string): boolean {
  const found = values.map((value) => text(value)).includes(text(input))
  return operator === 'in' ? found : !found
}

function isApproval({ taskRef, params }: TektonPipelineTask): boolean {
  const approvers = params?.find(({ name }) => name === 'approvers')?.value
  return taskRef?.kind === 'ApprovalTask' && Array.isArray(approvers) && approvers.length > 0
}

const urls = { own: 'https://github.com/team/shop', foreign: 'https://github.com/someone/shop' }

// What Pipelines-as-Code knows of an event: https://pipelinesascode.com/docs/guides/creating-pipelines/
function knownOf(event: SafetyEvent): Params {
  const base = {
    repo_url: urls.own,
    source_url: urls.own,
    revision: 'c',
    sender: 'ada',
    git_tag: '',
    pull_request_number: '',
  }
  if (event.kind === 'push') return { ...base, event: 'push', source_branch: event.branch, target_branch: event.branch }
  if (event.kind === 'tag') {
    const ref = `refs/tags/${event.tag}`
    return { ...base, event: 'push', source_branch: ref, target_branch: ref, git_tag: event.tag }
  }
  return {
    ...base,
    event: 'pull_request',
    source_branch: event.source,
    target_branch: event.target,
    pull_request_number: '1',
    source_url: event.fork ? urls.foreign : urls.own,
  }
}

function cel(expression: string, event: SafetyEvent): unknown {
  const known = knownOf(event)
  const environment = new Environment()
  for (const name of Object.keys(known)) environment.registerVariable(name, 'string')
  return environment.evaluate(expression, known)
}

function filled(text: string, event: SafetyEvent): string {
  return text.replaceAll(/\{\{\s*(cel:)?(.*?)\s*\}\}/g, (whole, isCel: string | undefined, key: string) =>
    isCel === undefined ? (knownOf(event)[key] ?? whole) : String(cel(key, event)),
  )
}

/** Whether the annotations of a run ask for an event. */
export function matchesAnnotations(annotations: Params, event: SafetyEvent): boolean {
  const say = (key: string) => annotations[`pipelinesascode.tekton.dev/${key}`]
  const expression = say('on-cel-expression')
  if (expression !== undefined) return cel(expression, event) === true
  const known = knownOf(event)
  const list = (text = '') =>
    text
      .slice(1, -1)
      .split(',')
      .map((one) => one.trim())
  // Here `*` takes slashes too, and a name alone is the name of a branch.
  const whole = (name: string) => (/^refs\/(heads|tags)\//.test(name) ? name : `refs/heads/${name}`)
  const fits = (pattern: string) => {
    const source = whole(pattern)
      .replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&')
      .replaceAll(/\*+/g, '.*')
    return new RegExp(`^${source}$`).test(whole(known.target_branch ?? ''))
  }
  return list(say('on-event')).includes(known.event ?? '') && list(say('on-target-branch')).some(fits)
}

function hookOf(event: SafetyEvent) {
  const repository = { full_name: 'team/shop', clone_url: `${urls.own}.git` }
  const sender = { login: 'ada' }
  if (event.kind === 'pullRequest') {
    const full_name = event.fork ? 'someone/shop' : 'team/shop'
    const head = { ref: event.source, sha: 'd', repo: { full_name, clone_url: urls.foreign } }
    const pull_request = { head, base: { ref: event.target } }
    return fromGithub('pull_request', { action: 'opened', number: 1, repository, sender, pull_request }, 'hush')
  }
  const ref = event.kind === 'tag' ? `refs/tags/${event.tag}` : `refs/heads/${event.branch}`
  const body = { ref, deleted: false, before: 'b', after: 'c', head_commit: { id: 'c' }, repository, sender }
  return fromGithub('push', body, 'hush')
}
