import { each, faultIf, type Scene, twice } from './scene.ts'

/** Rules about workspaces. */
export const workspaceRules = {
  'workspace-declared': each((entry, { run, spec }) => {
    const names = new Set([...(spec.workspaces ?? []), ...(run.spec.workspaces ?? [])].map(({ name }) => name))
    return (entry.task.workspaces ?? []).flatMap((one, index) =>
      faultIf(
        !names.has(one.workspace ?? one.name),
        entry,
        ['workspaces', index],
        `the pipeline has no workspace '${one.workspace ?? one.name}'`,
      ),
    )
  }),
  'workspace-bound': ({ run, spec }: Scene) => {
    const bound = new Set((run.spec.workspaces ?? []).map(({ name }) => name))
    return (spec.workspaces ?? [])
      .filter(({ name, optional }) => optional !== true && !bound.has(name))
      .map(({ name }) => ({ path: ['spec', 'workspaces'], message: `nothing is bound to '${name}'` }))
  },
  'workspace-unique': ({ run, spec }: Scene) =>
    [
      ...twice((spec.workspaces ?? []).map(({ name }) => name)),
      ...twice((run.spec.workspaces ?? []).map(({ name }) => name)),
    ].map((name) => ({
      path: ['spec', 'workspaces'],
      message: `has '${name}' twice`,
    })),
  'task-workspace-bound': each((entry) => {
    const given = new Set((entry.task.workspaces ?? []).map(({ name }) => name))
    return (entry.task.taskSpec?.workspaces ?? []).flatMap((one, index) =>
      faultIf(
        one.optional !== true && !given.has(one.name),
        entry,
        ['taskSpec', 'workspaces', index],
        `nothing is bound to '${one.name}'`,
      ),
    )
  }),
  'mount-paths-unique': each((entry) => {
    const paths = (entry.task.taskSpec?.workspaces ?? []).map(
      ({ name, mountPath }) => mountPath ?? `/workspace/${name}`,
    )
    return faultIf(twice(paths).length > 0, entry, ['taskSpec', 'workspaces'], 'must have different folders')
  }),
} as const
