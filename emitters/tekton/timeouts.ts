import type { TektonPipelineTask } from './schema.ts'

/** A time limit as Tekton writes it. */
export function formatMinutes(minutes: number): string {
  return minutes < 60 ? `${minutes}m0s` : `${Math.floor(minutes / 60)}h${minutes % 60}m0s`
}

/**
 * The time limits of a run. Tekton's own is one hour for everything, and would cut the tasks short: this is the longest
 * that the tasks can take one after the other.
 *
 * @see https://tekton.dev/docs/pipelines/pipelineruns/#configuring-a-failure-timeout
 */
export function timeoutsOf(
  tasks: readonly TektonPipelineTask[],
  last: readonly TektonPipelineTask[],
): { readonly pipeline: string; readonly tasks?: string; readonly finally?: string } {
  const byName = new Map(tasks.map((task) => [task.name, task]))
  const ends = new Map<string, number>()
  const end = (start: string): number => {
    const stack = [start]
    // A patch by hand may have made a circle, which is reported elsewhere.
    const seen = new Set<string>()
    while (stack.length > 0) {
      const name = stack[stack.length - 1] as string
      const task = byName.get(name)
      const before = task === undefined ? [] : needsOf(task).filter((need) => byName.has(need))
      seen.add(name)
      const open = before.find((need) => !ends.has(need) && !seen.has(need))
      if (open !== undefined) {
        stack.push(open)
        continue
      }
      stack.pop()
      ends.set(name, Math.max(0, ...before.map((need) => ends.get(need) ?? 0)) + (task === undefined ? 0 : total(task)))
    }
    return ends.get(start) as number
  }
  const graph = Math.max(...tasks.map(({ name }) => ends.get(name) ?? end(name)))
  if (last.length === 0) return { pipeline: formatMinutes(graph) }
  const after = Math.max(...last.map(total))
  return { pipeline: formatMinutes(graph + after), tasks: formatMinutes(graph), finally: formatMinutes(after) }
}

/** The tasks that a task waits for: those it names, and those whose results it reads. */
export function needsOf(task: TektonPipelineTask): readonly string[] {
  const read = JSON.stringify([task.when ?? [], task.params ?? []]).matchAll(/\$\(tasks\.([a-z0-9-]+)\.results\./g)
  return [...new Set([...(task.runAfter ?? []), ...[...read].map((found) => found[1] as string)])]
}

function total(task: TektonPipelineTask): number {
  const [, hours, minutes] = /^(?:(\d+)h)?(\d+)m/.exec(task.timeout ?? '') ?? []
  return (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * ((task.retries ?? 0) + 1)
}
