import { type FeatureId, featureIds, featureOf } from './features.ts'
import type { Vendor } from './vendor.ts'

const groups: readonly { readonly title: string; readonly holds: (id: FeatureId) => boolean }[] = [
  { title: 'Triggers', holds: (id) => id.startsWith('trigger.') },
  { title: 'The whole pipeline', holds: (id) => id === 'stage' || id.startsWith('pipeline.') },
  { title: 'Jobs', holds: (id) => id.startsWith('job.') },
  { title: 'Services', holds: (id) => id.startsWith('service.') },
  { title: 'Steps', holds: (id) => id.startsWith('step.') },
  { title: 'Values', holds: (id) => id.startsWith('value.') },
]

/** The feature table as Markdown: the level of each row on each vendor, and below each group what the levels mean there. */
export function writeTable(vendors: readonly Vendor[]): string {
  return groups
    .map(({ title, holds }) => {
      const ids = featureIds.filter(holds)
      const notes = ids.flatMap((id) => notesOf(id, vendors))
      return [`## ${title}`, matrix(ids, vendors), ...(notes.length === 0 ? [] : [notes.join('\n')])].join('\n\n')
    })
    .join('\n\n')
    .concat('\n')
}

function matrix(ids: readonly FeatureId[], vendors: readonly Vendor[]): string {
  const rows = ids.map((id) => [`\`${id}\``, titleOf(id), ...vendors.map((vendor) => levelOf(id, vendor))])
  const head = ['Feature', '', ...vendors.map((vendor) => vendor.title)]
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function titleOf(id: FeatureId): string {
  const { title, safety } = featureOf(id)
  return safety === true ? `${title} (exact or refused)` : title
}

function levelOf(id: FeatureId, { capabilities }: Vendor): string {
  const { level, docs, refine } = capabilities[id]
  const text = refine === undefined ? level : `${level}, mostly`
  return docs === '' ? text : `[${text}](${docs})`
}

function notesOf(id: FeatureId, vendors: readonly Vendor[]): readonly string[] {
  return vendors.flatMap(({ title, capabilities }) => {
    const { level, text } = capabilities[id]
    return text === '' ? [] : [`- \`${id}\` on ${title}, ${level}: ${text.replaceAll(/[<>|]/g, '\\$&')}`]
  })
}
