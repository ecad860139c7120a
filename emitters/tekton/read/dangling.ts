import { listOf, mapOf, textOf } from '../../../src/yaml/look.ts'
import type { FoundRun, FoundTask } from './objects.ts'
import { textsIn } from './pipeline.ts'
import { resultIn, variablesIn } from './scan.ts'

/**
 * The variables of a task that ask for a result that no task of the run leaves, as far as that is known: Tekton refuses
 * such a run.
 *
 * @see https://tekton.dev/docs/pipelines/pipelines/#using-results
 */
export function danglingResults({ data }: FoundTask, run: FoundRun): readonly string[] {
  const variables = variablesIn(textsIn([data.params, data.when, data.matrix]).join('\n'))
  return [...new Set(variables)].filter((variable) => {
    const wanted = resultIn(variable)
    if (wanted === undefined) return false
    const task = run.tasks.find((one) => textOf(one.data.name) === wanted.task)
    if (task === undefined) return true
    if (task.spec === undefined) return false
    return !listOf(mapOf(task.data.taskSpec).results).some((one) => textOf(mapOf(one).name) === wanted.name)
  })
}
