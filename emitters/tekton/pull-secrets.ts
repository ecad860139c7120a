import type { Pipeline } from '../../src/ir.ts'
import { label, runNameLimit } from './names.ts'

/** The Secret by which the cluster logs in to the registries of a story; undefined: it needs none. */
export function pullSecretOf(pipeline: Pipeline): string | undefined {
  const asks = pipeline.jobs.some(
    ({ container, services }) =>
      (container?.credentials ?? null) !== null || services.some(({ credentials }) => credentials !== null),
  )
  return asks ? `${label(pipeline.name, runNameLimit)}-registry` : undefined
}
