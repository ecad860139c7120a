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
    .map(({ title, holds }) => section(`## ${title}`, featureIds.filter(holds), vendors))
    .join('\n\n')
    .concat('\n')
}

/** Another form of a vendor, beside the vendor: the rows that it answers in another way or in other words. */
export function writeVariant(variant: Vendor, vendor: Vendor): string {
  const ids = featureIds.filter((id) => said(id, variant) !== said(id, vendor))
  const head = `## ${variant.title}\n\nA form of ${vendor.title} of its own, named \`${variant.id}\` in stories; these rows differ.`
  return `${section(head, ids, [vendor, variant])}\n`
}

/** A column that is no vendor, on its own: the rows that it does not answer by the plain meaning. */
export function writeRunner(title: string, capabilities: Vendor['capabilities']): string {
  const runner = { title, capabilities }
  const ids = featureIds.filter((id) => capabilities[id].level !== 'native')
  const head = `## ${title}\n\nThe story on this machine, with the same meaning; these rows have more to say.`
  return `${section(head, ids, [runner])}\n`
}

type Column = Pick<Vendor, 'title' | 'capabilities'>

function section(head: string, ids: readonly FeatureId[], vendors: readonly Column[]): string {
  const notes = ids.flatMap((id) => notesOf(id, vendors))
  return [head, matrix(ids, vendors), ...(notes.length === 0 ? [] : [notes.join('\n')])].join('\n\n')
}

function said(id: FeatureId, vendor: Vendor): string {
  const { level, text } = vendor.capabilities[id]
  return `${levelOf(id, vendor).replace(/\(.*/, '')} ${level} ${text}`
}

function matrix(ids: readonly FeatureId[], vendors: readonly Column[]): string {
  const rows = ids.map((id) => [`\`${id}\``, titleOf(id), ...vendors.map((vendor) => levelOf(id, vendor))])
  const head = ['Feature', '', ...vendors.map((vendor) => vendor.title)]
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function titleOf(id: FeatureId): string {
  const { title, safety } = featureOf(id)
  return safety === true ? `${title} (exact or refused)` : title
}

function levelOf(id: FeatureId, { capabilities }: Column): string {
  const { level, docs, refine } = capabilities[id]
  const text = refine === undefined ? level : `${level}, mostly`
  return docs === '' ? text : `[${text}](${docs})`
}

function notesOf(id: FeatureId, vendors: readonly Column[]): readonly string[] {
  return vendors.flatMap(({ title, capabilities }) => {
    const { level, text } = capabilities[id]
    return text === '' ? [] : [`- \`${id}\` on ${title}, ${level}: ${text.replaceAll(/[<>|]/g, '\\$&')}`]
  })
}
