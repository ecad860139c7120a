import { readMatrix } from '../../emitters/github/read/matrix.ts'
import { normalise } from '../../emitters/github/read/normalise.ts'
import { readRunner } from '../../emitters/github/read/runner.ts'
import { listOf, mapOf, type Source } from '../../emitters/github/read/source.ts'
import { readIf } from '../../emitters/github/read/template.ts'
import { eventsOf } from '../../emitters/github/read/triggers.ts'
import { evaluate, parseExpression, plainOf } from '../../emitters/github/simulate/expression.ts'
import { letsName, speaksOf } from '../../emitters/github/simulate/filter.ts'

type Facts = Readonly<Record<string, unknown>>

const pull = (fork: boolean): Facts => ({
  number: 7,
  head: { sha: 'b', ref: 'topic', repo: { full_name: fork ? 'other/shop' : 'example/shop' } },
  base: { sha: 'a', ref: 'main' },
  labels: [],
})

/** Runs of many kinds. */
const runs: readonly Facts[] = [
  ...['refs/heads/main', 'refs/heads/master', 'refs/heads/release/1', 'refs/tags/v2.1', 'refs/tags/v3.0'].flatMap(
    (ref) => ['push', 'workflow_dispatch'].map((event_name) => ({ event_name, ref, event: { ref } })),
  ),
  { event_name: 'schedule', ref: 'refs/heads/main', event: { schedule: '0 3 * * *' } },
  { event_name: 'release', ref: 'refs/tags/v1.0', event: { release: { prerelease: false } } },
  { event_name: 'merge_group', ref: 'refs/heads/queue/main', event: {} },
  ...[true, false].map((fork) => ({
    event_name: 'pull_request',
    ref: 'refs/pull/7/merge',
    base_ref: 'main',
    head_ref: 'topic',
    event: { pull_request: pull(fork) },
  })),
].map((run) => ({
  repository: 'example/shop',
  repository_owner: 'example',
  actor: 'somebody',
  ref_name: run.ref.replace(/^refs\/(heads|tags|pull)\//, ''),
  ref_type: run.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
  ...run,
}))

const results = [
  { success: true, failure: false, always: true, cancelled: false },
  { success: false, failure: true, always: true, cancelled: false },
]

/** Asks all conditions of two workflows in many runs; `apart` are those that do not answer the same. */
export function conditionsApart(
  was: Source,
  is: Source,
): { readonly questions: number; readonly apart: readonly string[] } {
  const [one, other] = [normalise(was), normalise(is)]
  const started = startedBy(was.data.on)
  let questions = 0
  const apart: string[] = []
  const ask = (name: string, mine: Facts, yours: Facts, job: readonly [Facts, Facts]): void => {
    if (mine.if === undefined && yours.if === undefined) return
    const [wanted, found] = [both(mine.if, job[0], started), both(yours.if, job[1], started)]
    // What another job of ours tests is no expression.
    if (/needs\.conditions[\w-]*\./.test(`${String(yours.if)} ${String(job[1].if)}`)) return
    questions += wanted.length
    if (wanted.join() !== found.join()) apart.push(`${name}: ${String(mine.if)} <> ${String(yours.if)}`)
  }
  for (const [id, job] of Object.entries(one.jobs)) {
    const jobs = [was, is].map(({ data }) => mapOf(mapOf(data.jobs)?.[id]) ?? {}) as unknown as readonly [Facts, Facts]
    ask(id, jobs[0], jobs[1], [{}, {}])
    for (const [index, step] of job.steps.entries()) {
      const twin = other.jobs[id]?.steps[index]
      const steps = [jobs[0].steps, jobs[1].steps].map(listOf)
      ask(
        `${id} ${index}`,
        (steps[0]?.[step.index] ?? {}) as Facts,
        (steps[1]?.[twin?.index ?? -1] ?? {}) as Facts,
        jobs,
      )
    }
  }
  return { questions, apart }
}

// A step is asked in the runs alone that lead to it.
function both(condition: unknown, job: Facts, started: readonly Facts[]): readonly boolean[] {
  const first = answers(job.if, job, started)
  return answers(condition, job, started).map((answer, index) => answer && first[index] === true)
}

/** The runs that the triggers of a workflow start. */
function startedBy(on: unknown): readonly Facts[] {
  const events = eventsOf(on)
  return runs.filter(({ event_name, ref, ref_name }) => {
    if (!Object.hasOwn(events, String(event_name))) return false
    const filter = mapOf(events[String(event_name)])
    if (event_name !== 'push' || filter === undefined) return true
    const kind = String(ref).startsWith('refs/tags/') ? 'tags' : 'branches'
    if (!speaksOf(filter, 'tags') && !speaksOf(filter, 'branches')) return true
    return speaksOf(filter, kind) && letsName(filter, kind, String(ref_name))
  })
}

function answers(condition: unknown, job: Facts, started: readonly Facts[]): readonly boolean[] {
  const text = condition === undefined || condition === null || condition === '' ? 'success()' : String(condition)
  const { node, expression } = readIf(text)
  if (node === undefined) return [true]
  const tree = parseExpression(
    /\b(success|failure|always|cancelled)\(/.test(expression) ? expression : `success() && (${expression})`,
  )
  const matrix = readMatrix(mapOf(job.strategy))
  const cells = matrix === null || matrix === undefined ? [{}] : matrix.cells
  const machines = job['runs-on'] === undefined ? [] : readRunner(job['runs-on'], cells).machines
  const titles = { linux: 'Linux', windows: 'Windows', macos: 'macOS' }
  return cells.flatMap((cell, index) =>
    started.flatMap((github) =>
      results.map((result) => {
        const os = machines[index]?.os
        const contexts = {
          github,
          matrix: cell,
          runner: { os: os === undefined ? '' : titles[os] },
          needs: {},
          steps: {},
          env: {},
          inputs: {},
        }
        const value = tree === undefined ? undefined : evaluate(tree, contexts, result)
        const answer = value === undefined ? undefined : plainOf(value)
        return !(answer === null || answer === undefined || answer === false || answer === 0 || answer === '')
      }),
    ),
  )
}
