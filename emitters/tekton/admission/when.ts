import { each, faultIf } from './scene.ts'

/** Rules about tests before tasks. */
export const whenRules = {
  'when-operator': each((entry) =>
    (entry.task.when ?? []).flatMap((one, index) =>
      faultIf(
        one.cel === undefined && one.operator !== 'in' && one.operator !== 'notin',
        entry,
        ['when', index, 'operator'],
        'must be in or notin',
      ),
    ),
  ),
  'when-values': each((entry) =>
    (entry.task.when ?? []).flatMap((one, index) =>
      faultIf(
        one.cel === undefined && (one.values ?? []).length === 0,
        entry,
        ['when', index, 'values'],
        'must not be empty',
      ),
    ),
  ),
  'when-cel': each((entry) =>
    (entry.task.when ?? []).flatMap((one, index) =>
      faultIf(one.cel !== undefined, entry, ['when', index, 'cel'], 'is off in a cluster by default'),
    ),
  ),
} as const
