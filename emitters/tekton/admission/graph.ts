import { needsOf } from '../timeouts.ts'
import { each, faultIf, resultsIn, type Scene } from './scene.ts'

/** Rules about the order of tasks. */
export const graphRules = {
  'run-after-exists': each((entry, { named }) =>
    (entry.task.runAfter ?? []).flatMap((name, index) =>
      faultIf(!entry.last && !named.has(name), entry, ['runAfter', index], `there is no task '${name}'`),
    ),
  ),
  'no-run-after-in-finally': each((entry) =>
    faultIf(entry.last && entry.task.runAfter !== undefined, entry, ['runAfter'], 'cannot stand in finally'),
  ),
  acyclic: ({ spec }: Scene) => {
    const needs = new Map(spec.tasks.map((task) => [task.name, new Set(needsOf(task))]))
    for (let before = -1; before !== needs.size; ) {
      before = needs.size
      for (const [name, open] of needs) {
        if ([...open].some((need) => needs.has(need))) continue
        needs.delete(name)
      }
    }
    return needs.size === 0
      ? []
      : [{ path: ['spec', 'pipelineSpec', 'tasks'], message: `wait for each other: ${[...needs.keys()].join(', ')}` }]
  },
  'result-of-a-task': each((entry, { named }) =>
    resultsIn([entry.task.params, entry.task.when, entry.task.matrix]).flatMap(({ task, result }) => {
      const other = named.get(task)?.taskSpec
      return [
        ...faultIf(!named.has(task), entry, [], `reads a result of '${task}', which is no task of the graph`),
        ...faultIf(
          other !== undefined &&
            !(other.results ?? []).some(({ name }) => name === result || result.startsWith(`${name}.`)),
          entry,
          [],
          `reads the result '${result}', which '${task}' does not have`,
        ),
      ]
    }),
  ),
} as const
