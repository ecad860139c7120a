import type { Report } from '../../../src/diagnostics.ts'
import { type Pipeline, pipelineVersion } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import { idsOf } from '../../../src/read/ids.ts'
import { type OpenDocument, open } from '../../../src/read/open.ts'
import type { Read } from '../../../src/read/reading.ts'
import { mapOf } from '../../../src/yaml/look.ts'
import { id, title } from '../title.ts'
import { readLeaf } from './job.ts'
import { tellServices, tellSteps } from './lost.ts'
import { type ReadService, readServices } from './services.ts'
import { type Leaf, readGroups } from './steps.ts'

export { normalise } from './normalise.ts'
export { same } from './same.ts'

/** Reads `codeship-services.yml` and `codeship-steps.yml`: one story for each folder that has steps. */
export const read: Read = (files, report) => {
  const opened = open(files, { vendor: title, version: '1.1' }, report)
  const folders = [...new Set(opened.documents.map(({ file }) => folderOf(file)))]
  const names = idsOf(folders.map((folder) => folder.split('/').at(-1) || 'ci'))
  const pipelines = folders.flatMap((folder, index) => {
    const documents = opened.documents.filter(({ file }) => folderOf(file) === folder)
    return readFolder(documents, folders.length === 1 ? 'ci' : (names[index] ?? 'ci'), report)
  })
  return { pipelines, comments: opened.comments, coverage: opened.coverage(), documents: opened.documents }
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

function readFolder(documents: readonly OpenDocument[], name: string, report: Report): readonly Pipeline[] {
  const steps = documents.find(({ root }) => root.kind === 'list')
  const services = documents.find(({ root }) => root.kind === 'map')
  if (steps === undefined) {
    for (const { file, at, root } of documents) {
      report('import-unread', at([]), { file, why: 'it has no steps' })
      for (const key of root.keys) root.lose(key, 'no steps use it')
    }
    return []
  }
  const found =
    services === undefined ? new Map<string, ReadService>() : readServices(mapOf(services.root.data), services.at)
  const groups = readGroups(steps.root.data, steps.at)
  const leaves = groups.flatMap((group) => group.leaves)
  // What mends a failure in the container that failed is a step of the same job.
  const mends = ({ onFailureOf: [failed, ...more], service }: Leaf): boolean =>
    failed !== undefined && more.length === 0 && failed.service === service && failed.kind === 'run'
  const own = leaves.filter((leaf) => !mends(leaf))
  const ids = idsOf(own.map((leaf) => leaf.name))
  const idOf = new Map(own.map((leaf, index) => [leaf, ids[index] ?? 'job']))
  const stages = idsOf(groups.map((group) => group.name))
  if (leaves.length === 0) report('import-unread', steps.at([]), { file: steps.file, why: 'it has no steps' })
  const earlier: string[] = []
  const jobs = groups.flatMap((group, index) => {
    const before = [...earlier]
    const made = group.leaves
      .filter((leaf) => !mends(leaf))
      .map((leaf) => {
        const mending = leaves.filter((one) => mends(one) && one.onFailureOf[0] === leaf)
        const place = { id: idOf.get(leaf) ?? 'job', stage: stages[index] ?? 'steps', before, idOf, mending }
        return readLeaf(leaf, place, found, report)
      })
    earlier.push(...made.map((job) => job.id))
    return made
  })
  if (services !== undefined) tellServices(services, found, leaves, report)
  tellSteps(steps, (service) => found.get(service)?.build !== undefined, report)
  if (jobs.length === 0) return []
  const origin: Origin = { file: steps.file, line: 1, column: 1 }
  return [
    {
      version: pipelineVersion,
      name,
      title: null,
      source: `${name}.story.ts`,
      targets: ['codeship'],
      triggers: [
        { kind: 'push', branches: [], ignoreBranches: [], paths: [], ignorePaths: [], origin },
        { kind: 'tag', tags: [], ignoreTags: [], origin },
      ],
      vendorTriggers: [],
      stages: groups.map((group, index) => ({ name: stages[index] ?? 'steps', origin: group.origin })),
      jobs,
      env: [],
      permissions: { contents: 'read' },
      cancelSuperseded: 'none',
      defaultBranch: 'main',
      runners: {},
      raw: [],
      // Builds went side by side.
      accepted: jobs.some((job) => job.environment !== null)
        ? [{ finding: `refused:${id}/job.environment.exclusive`, reason: 'builds went side by side before', origin }]
        : [],
      origin,
    },
  ]
}
