import type { Report } from '../../../src/diagnostics.ts'
import type { OpenDocument } from '../../../src/read/open.ts'
import { mapOf } from '../../../src/yaml/look.ts'
import { title } from '../title.ts'
import type { Draft } from './draft.ts'
import type { Patched } from './residual.ts'
import type { Path } from './sections.ts'
import { unknownKeys } from './sound.ts'

/** Says and marks what stays in the vendor's own words, and what became something near it. */
export function tellResidual(
  { raw, whole, wrapped }: Patched,
  drafts: readonly Draft[],
  { root, at, mark }: OpenDocument,
  report: Report,
): void {
  const tell = (path: Path, why: string): void => {
    report('import-raw', at(path), { vendor: title, address: path.join('.'), why })
  }
  for (const path of whole) tell(path, 'written from the story it would be another')
  const steps = drafts.flatMap((draft) => draft.steps)
  const hasty = new Set(
    steps.flatMap((step) => (raw.get(step)?.has('fail-fast') ? step.all.map(({ path }) => groupOf(path)) : [])),
  )
  for (const step of steps) {
    const { first, all } = step
    for (const key of raw.get(step) ?? []) {
      if (first.data[key] !== undefined) tell([...first.path, key], 'a story says it in another way, or not at all')
      for (const { path } of all) mark([...path, key], 'raw')
      // The group may say it for its steps.
      if (key === 'fail-fast') for (const { path } of all) mark([...path.slice(0, -3), key], 'raw')
    }
    for (const { path, data } of all) for (const key of Object.keys(data)) mark([...path, key], 'carried')
    if (all.some(({ path }) => hasty.has(groupOf(path))))
      report('import-approximate', at(first.path), {
        address: [...first.path, 'fail-fast'].join('.'),
        from: 'an end of all steps beside one that fails',
        to: 'jobs that go on to their end on other vendors',
        why: 'a story ends the cells of a matrix alone',
      })
    if (wrapped.has(step))
      report('import-approximate', at([...first.path, 'script']), {
        address: [...first.path, 'script'].join('.'),
        from: 'one shell for all lines',
        to: 'a shell for each step of the story, and a check of each secret',
        why: 'a pipe of commands fails with any of them, and a secret that is missing fails the job',
      })
    if (
      first.data.deployment !== undefined &&
      first.data['concurrency-group'] === undefined &&
      !raw.get(step)?.has('deployment')
    )
      report('import-approximate', at([...first.path, 'deployment']), {
        address: [...first.path, 'deployment'].join('.'),
        from: 'a pause of a second deployment to it',
        to: 'a deployment that waits for the first',
        why: 'the environments of a story hold a lock',
      })
  }
  for (const path of whole) mark(path, 'raw')
  // A definition that no step refers to is no part of any pipeline, and a patch keeps it all the same.
  for (const key of ['caches', 'pipelines']) mark(['definitions', key], 'raw')
  for (const path of unknownKeys(mapOf(root.data))) {
    const why = 'the vendor knows no such key; what steps take of it stands in their jobs'
    report('import-lost', at(path), { vendor: title, address: path.join('.'), why })
    mark(path, 'lost')
  }
  root.mark('carried')
}

// The list of parallel steps that a step stands in.
function groupOf(path: Path): string {
  return path.slice(0, -2).join('.')
}
