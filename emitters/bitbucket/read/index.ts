import type { Report } from '../../../src/diagnostics.ts'
import type { Pipeline } from '../../../src/ir.ts'
import { type OpenDocument, open } from '../../../src/read/open.ts'
import type { Read } from '../../../src/read/reading.ts'
import { caseless, takeName } from '../../../src/take-name.ts'
import { mapOf } from '../../../src/yaml/look.ts'
import { customSlug, slug } from '../names.ts'
import { title } from '../title.ts'
import { draftOf } from './draft.ts'
import { withResidual } from './residual.ts'
import { readSections, type Section } from './sections.ts'
import { soundRoot } from './sound.ts'
import { tellResidual } from './tell.ts'

export { normalise } from './normalise.ts'
export { same } from './same.ts'

/**
 * Reads `bitbucket-pipelines.yml`: one story of what pushes, tags and pull requests start, and one for each pipeline that
 * people start.
 */
export const read: Read = (files, report) => {
  const opened = open(files, { vendor: title, version: '1.1' }, report)
  const pipelines = opened.documents.flatMap((document) => readDocument(document, report))
  // A step may push from its checkout, and no key of the file says so.
  const unsaid = pipelines.flatMap(({ jobs }) =>
    jobs.map(({ origin }) => ({ what: 'credentials' as const, job: origin })),
  )
  return { pipelines, comments: opened.comments, coverage: opened.coverage(), documents: opened.documents, unsaid }
}

function readDocument(document: OpenDocument, report: Report): readonly Pipeline[] {
  const { root, at, mark, file } = document
  const data = soundRoot(mapOf(root.data))
  const sections = readSections(mapOf(data.pipelines)).filter((section) => section.ranks.length > 0)
  if (sections.length === 0) {
    report('import-unread', at([]), { file, why: 'it has no pipelines' })
    for (const key of root.keys) mark([key], 'lost')
    return []
  }
  const drafts = groupsOf(sections).map(([name, own]) => draftOf(name, own, data, document, report))
  const patched = withResidual(drafts, data, at([]))
  tellResidual(patched, drafts, document, report)
  return patched.pipelines
}

// A pipeline that people start has a name, and nothing of the others goes before it.
function groupsOf(sections: readonly Section[]): readonly (readonly [string, readonly Section[]])[] {
  const custom = sections.filter(({ kind }) => kind === 'custom')
  const others = sections.filter(({ kind }) => kind !== 'custom')
  const taken = caseless()
  const named = custom.map((section) => [takeName(storyName(section.name), taken), [section]] as const)
  return others.length === 0 ? named : [[takeName('ci', taken), others], ...named]
}

function storyName(name: string): string {
  const wanted = customSlug(name)
  return /^[A-Za-z][\w.-]*(?: [\w.-]+)*$/.test(wanted) ? wanted : `run-${slug(name)}`.slice(0, 100)
}
