import { type Document, plain } from '../../src/document.ts'
import type { Fault } from '../../src/vendor.ts'

/** The faults of an output by the closed schema of the format, and by what jobs say of each other. */
export async function validateDocument(document: Document): Promise<readonly Fault[]> {
  if (document.kind !== 'yaml') return []
  // Most runs need neither the schema nor what holds data against it.
  const [{ configSchema, headerSchema }, { validate }] = await Promise.all([
    import('./schema.ts'),
    import('../../src/validate.ts'),
  ])
  const [header, config] = document.documents.length > 1 ? document.documents : [undefined, document.documents[0]]
  const data = plain(config) as Readonly<Record<string, unknown>>
  return [
    ...(header === undefined ? [] : await validate(headerSchema, plain(header))),
    ...(await validate(configSchema, data)),
    ...strangers(data),
  ]
}

// What is included may hold the jobs and stages that are not here.
function strangers(config: Readonly<Record<string, unknown>>): readonly Fault[] {
  if (config.include !== undefined) return []
  const stages = new Set<unknown>([
    '.pre',
    '.post',
    ...(Array.isArray(config.stages) ? config.stages : ['build', 'test', 'deploy']),
  ])
  return Object.entries(config).flatMap(([name, job]): readonly Fault[] => {
    if (typeof job !== 'object' || job === null || !('script' in job)) return []
    const { stage, needs, dependencies } = job as Readonly<Record<string, unknown>>
    const named = [
      ...(Array.isArray(needs)
        ? needs.map((need) =>
            typeof need === 'object' && need !== null && 'job' in need && !('pipeline' in need) && !('project' in need)
              ? need.job
              : need,
          )
        : []),
      ...(Array.isArray(dependencies) ? dependencies : []),
    ]
    return [
      ...(typeof stage === 'string' && !stages.has(stage)
        ? [{ path: [name, 'stage'], message: `there is no stage '${stage}'` }]
        : []),
      ...named
        .filter((other) => typeof other === 'string' && !(other in config))
        .map((other) => ({ path: [name, 'needs'], message: `there is no job '${String(other)}'` })),
    ]
  })
}
