import { each, faultIf, type Scene, texts } from './scene.ts'

const status = /\$\(tasks\.([^.)]+)?\.?(status|reason)\)/g
const roots = new Set(['params', 'tasks', 'finally', 'context', 'workspaces', 'results'])

/** Rules about `$(…)` in what a pipeline hands to its tasks. */
export const referenceRules = {
  'status-in-finally-only': each((entry) =>
    texts([entry.task.params, entry.task.when, entry.task.matrix]).flatMap(([, text]) =>
      faultIf(
        !entry.last && /\$\(tasks\.([^.)]+\.)?(status|reason)\)/.test(text),
        entry,
        [],
        'reads the status of a task outside of finally',
      ),
    ),
  ),
  'status-of-a-task': each((entry, { named }) =>
    texts([entry.task.params, entry.task.when]).flatMap(([, text]) =>
      [...text.matchAll(status)].flatMap((found) =>
        faultIf(
          entry.last && found[1] !== undefined && !named.has(found[1]),
          entry,
          [],
          `reads the status of '${found[1] ?? ''}', which is no task of the graph`,
        ),
      ),
    ),
  ),
  'known-root': each((entry) =>
    texts([(entry.task.params ?? []).map(({ value }) => value), entry.task.when, entry.task.matrix]).flatMap(
      ([, text]) =>
        [...text.matchAll(/\$\(([_a-zA-Z0-9.-]+)(?:\[[^\]]*\])*\)/g)].flatMap((found) =>
          faultIf(
            !roots.has((found[1] as string).split('.', 1)[0] as string),
            entry,
            [],
            `has ${found[0]}, which is no reference: a shell variable is written \${…}`,
          ),
        ),
    ),
  ),
  'context-of-a-pipeline': each((entry) =>
    texts([entry.task.params, entry.task.matrix]).flatMap(([, text]) =>
      [...text.matchAll(/\$\(context\.([^)]+)\)/g)].flatMap((found) =>
        faultIf(!pipelineContext.has(found[1] as string), entry, [], `has ${found[0]}, which a pipeline does not know`),
      ),
    ),
  ),
  'run-params': ({ run }: Scene) =>
    texts((run.spec.params ?? []).map(({ value }) => value))
      .filter(([, text]) => /\$\((tasks|context|finally)\./.test(text))
      .map(([path]) => ({ path: ['spec', 'params', ...path], message: 'cannot refer to tasks' })),
} as const

const pipelineContext = new Set([
  'pipelineRun.name',
  'pipelineRun.namespace',
  'pipelineRun.uid',
  'pipeline.name',
  'pipelineTask.retries',
])
