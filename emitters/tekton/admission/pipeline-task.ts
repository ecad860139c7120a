import { each, faultIf, type Scene, twice } from './scene.ts'

const label = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/

/** Rules about what a task of a pipeline is. */
export const pipelineTaskRules = {
  'task-name': each((entry) =>
    faultIf(!label.test(entry.task.name), entry, ['name'], 'must be a DNS label of up to 63 characters'),
  ),
  'task-name-unique': ({ spec, entries }: Scene) => {
    const again = new Set(twice([...spec.tasks, ...(spec.finally ?? [])].map(({ name }) => name)))
    return entries
      .filter(({ task }) => again.has(task.name))
      .map(({ path }) => ({ path: [...path, 'name'], message: 'must be unique' }))
  },
  'one-of-ref-and-spec': each((entry) =>
    faultIf(
      (entry.task.taskRef === undefined) === (entry.task.taskSpec === undefined),
      entry,
      [],
      'must have exactly one of taskRef and taskSpec',
    ),
  ),
  'on-error': each((entry) =>
    faultIf(
      !['continue', 'stopAndFail', undefined].includes(entry.task.onError),
      entry,
      ['onError'],
      'must be continue or stopAndFail',
    ),
  ),
  'on-error-and-retries': each((entry) =>
    faultIf(
      entry.task.onError === 'continue' && (entry.task.retries ?? 0) > 0,
      entry,
      ['onError'],
      'cannot be continue where there are retries',
    ),
  ),
  retries: each((entry) => faultIf((entry.task.retries ?? 0) < 0, entry, ['retries'], 'must not be negative')),
  'custom-task': each((entry) => {
    const { taskRef } = entry.task
    if (taskRef === undefined || taskRef.resolver !== undefined) return []
    const custom = taskRef.apiVersion !== undefined || (taskRef.kind ?? 'Task') !== 'Task'
    const version = taskRef.apiVersion ?? ''
    const whole = /^[^/]+\/[^/]+$/.test(version) && (taskRef.kind ?? '') !== ''
    const own = version.startsWith('tekton.dev/') && taskRef.kind === 'Task'
    return faultIf(custom && !whole && !own, entry, ['taskRef'], 'must have both kind and apiVersion, as group/version')
  }),
  'reference-with-name': each((entry) =>
    faultIf(
      entry.task.taskRef?.params !== undefined && entry.task.taskRef.resolver === undefined,
      entry,
      ['taskRef', 'params'],
      'need a resolver',
    ),
  ),
  'embedded-type': each((entry) => {
    const spec = entry.task.taskSpec as
      | { readonly apiVersion?: string; readonly kind?: string; readonly steps?: unknown }
      | undefined
    return faultIf(
      spec?.steps !== undefined && (spec.apiVersion !== undefined || spec.kind !== undefined),
      entry,
      ['taskSpec'],
      'cannot have apiVersion or kind beside steps',
    )
  }),
  'finally-needs-tasks': ({ spec }: Scene) =>
    (spec.finally ?? []).length > 0 && spec.tasks.length === 0
      ? [{ path: ['spec', 'pipelineSpec', 'finally'], message: 'needs tasks before it' }]
      : [],
} as const
