import { each, faultIf, twice } from './scene.ts'

/** Rules about what a task is made of. */
export const taskRules = {
  'steps-needed': each((entry) =>
    faultIf(entry.task.taskSpec?.steps.length === 0, entry, ['taskSpec', 'steps'], 'must not be empty'),
  ),
  'volume-unique': each((entry) =>
    faultIf(
      twice((entry.task.taskSpec?.volumes ?? []).map(({ name }) => name)).length > 0,
      entry,
      ['taskSpec', 'volumes'],
      'must have unique names',
    ),
  ),
  'sidecar-name': each((entry) =>
    (entry.task.taskSpec?.sidecars ?? []).flatMap((one, index) =>
      faultIf(one.name === 'tekton-log-results', entry, ['taskSpec', 'sidecars', index, 'name'], 'is kept for Tekton'),
    ),
  ),
  'sidecar-script': each((entry) =>
    (entry.task.taskSpec?.sidecars ?? []).flatMap((one, index) =>
      faultIf(
        one.script !== undefined && one.command !== undefined,
        entry,
        ['taskSpec', 'sidecars', index],
        'cannot have both script and command',
      ),
    ),
  ),
  'result-name': each((entry) =>
    (entry.task.taskSpec?.results ?? []).flatMap((one, index) =>
      faultIf(
        !/^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/.test(one.name),
        entry,
        ['taskSpec', 'results', index, 'name'],
        'has characters that no result may have',
      ),
    ),
  ),
  'volume-exists': each((entry) => {
    const names = new Set((entry.task.taskSpec?.volumes ?? []).map(({ name }) => name))
    const mounts = [...(entry.task.taskSpec?.steps ?? []), ...(entry.task.taskSpec?.sidecars ?? [])].flatMap(
      (one) => one.volumeMounts ?? [],
    )
    return mounts.flatMap(({ name }) =>
      faultIf(!names.has(name), entry, ['taskSpec'], `mounts the volume '${name}', which it does not have`),
    )
  }),
} as const
