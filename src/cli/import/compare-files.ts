import { basename } from 'node:path'
import type { Report } from '../../diagnostics.ts'
import type { Output } from '../../emit.ts'
import { sourcesOf } from '../../header.ts'
import type { Origin } from '../../origin.ts'
import { compare, type Difference } from '../../read/compare.ts'
import { decides } from '../../read/decides.ts'
import type { OpenDocument } from '../../read/open.ts'
import type { Reader, Reason, SourceFile } from '../../read/reading.ts'
import type { Data } from '../../yaml/data.ts'
import { dataOf } from '../../yaml/data-of.ts'

/** A difference, and the file that it is in. */
export type DifferenceIn = Difference & { readonly file: string }

/**
 * Tells where what was written means something else than what was read; undefined where that cannot be looked at. A file
 * that is written under another name than it had is compared where there is but one.
 */
export function compareFiles(
  { normalise, normaliseAll }: Partial<Reader> = {},
  files: readonly SourceFile[],
  outputs: readonly Output[],
  stories: ReadonlyMap<string, { readonly path: string; readonly name: string }>,
  { documents: read, reason }: { readonly documents: readonly OpenDocument[]; readonly reason: Reason },
  report: Report,
): readonly DifferenceIn[] | undefined {
  if (normalise === undefined) return undefined
  const yaml = outputs.filter(isYaml)
  if (outputs.length === 0) return undefined
  const documentsOf = ({ path }: SourceFile) => read.filter(({ file }) => file === path)
  const tell = (difference: Difference, at: Origin): DifferenceIn => {
    report(decides(difference) ? 'import-differs-safety' : 'import-differs', at, {
      address: address(difference.path),
      was: brief(difference.was),
      is: brief(difference.is),
    })
    return { ...difference, file: at.file }
  }
  if (normaliseAll !== undefined) {
    const was = files.map((file) => ({ path: file.path, documents: documentsOf(file).map(({ root }) => root.data) }))
    const is = yaml.map(({ path, document }) => ({ path, documents: dataIn(document) }))
    const at = { file: files[0]?.path ?? '', line: 1, column: 1 }
    return compare(normaliseAll(was), normaliseAll(is)).map((difference) => tell(difference, at))
  }
  const beside = files.filter(isYaml)
  return files.flatMap((file) => {
    const story = stories.get(file.path)
    const own = basename(file.path)
    const other =
      yaml.find(({ path }) => path === file.path) ??
      yaml
        .filter(({ text }) => story !== undefined && sourcesOf(text).includes(story.path))
        .toSorted((one, two) => Number(basename(two.path) === own) - Number(basename(one.path) === own))[0] ??
      (files.length === 1 && yaml.length === 1 ? yaml[0] : undefined)
    const documents = documentsOf(file)
    if (other === undefined || documents.length === 0) return []
    const meaning = (parts: readonly Data[], around: Omit<Parameters<typeof normalise>[1], 'story'>) =>
      normalise({ path: file.path, documents: parts }, { ...around, story: story?.name })
    const was = meaning(
      documents.map(({ root }) => root.data),
      { files: beside, reason },
    )
    return compare(was, meaning(dataIn(other.document), { files: outputs })).map((difference) =>
      tell(difference, documents[0]?.at(difference.path) ?? { file: file.path, line: 1, column: 1 }),
    )
  })
}

// What is printed says what it was made of, so that it need not be read again.
function dataIn(file: Output['document']): readonly Data[] {
  return (file?.documents ?? []).map(dataOf)
}

// Scripts of the project are what commands call; those that were written are what they do.
function isYaml({ path }: SourceFile): boolean {
  return /\.ya?ml$/.test(path)
}

function address(path: Difference['path']): string {
  return path.join('.') || 'the file'
}

function brief(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 80 ? `${text.slice(0, 77)}...` : text
}
