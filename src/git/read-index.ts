import type { Report } from '../diagnostics.ts'
import { type GitPlace, runGit } from './run-git.ts'

/** What the git index holds, by paths from the top of the working tree with forward slashes. */
export interface Index {
  /** Whole entries: those that the next commit will have. */
  readonly files: ReadonlySet<string>
  /** Entries that are commits of other repositories. */
  readonly submodules: ReadonlySet<string>
  /** Entries in conflict: the index holds no single version of them. */
  readonly unmerged: ReadonlySet<string>
  /** Entries that the working tree leaves out, as in a sparse checkout. */
  readonly skipped: ReadonlySet<string>
  /** Entries that the working tree has otherwise or not at all, or of which git was told not to look. */
  readonly changed: ReadonlySet<string>
  /** Paths that were announced to the index, which holds nothing of them yet. */
  readonly announced: ReadonlySet<string>
}

// The id of the empty blob in both formats of object names.
const empty = new Set([
  'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391',
  '473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813',
])

/** Reads the index; undefined: git failed, and that was reported. */
export function readIndex(place: GitPlace, report: Report): Index | undefined {
  const listed = runGit(['ls-files', '-z', '-s', '-v'], place, report)
  const modified = listed === undefined ? undefined : runGit(['ls-files', '-z', '-m'], place, report)
  if (listed === undefined || modified === undefined) return undefined
  const index = { files: new Set<string>(), submodules: new Set<string>(), unmerged: new Set<string>() }
  const [skipped, changed] = [new Set<string>(), new Set(split(modified))]
  let hasEmpty = false
  // A tag, a mode, the name of an object, a stage: `H 100644 e69de29 0`; then the path. There may be very many of them.
  for (const line of split(listed)) {
    const tab = line.indexOf('\t')
    const path = line.slice(tab + 1)
    const [tag, isLink] = [line[0], line.startsWith('160000', 2)]
    if (line[tab - 1] !== '0') index.unmerged.add(path)
    else (isLink ? index.submodules : index.files).add(path)
    if (tag === 'S' || tag === 's') skipped.add(path)
    if (tag === 'h') changed.add(path)
    hasEmpty ||= empty.has(line.slice(9, tab - 2))
  }
  const announced = hasEmpty
    ? runGit(['diff-files', '-z', '--name-only', '--diff-filter=A', '--no-renames'], place, report)
    : ''
  if (announced === undefined) return undefined
  for (const path of split(announced)) index.files.delete(path)
  return { ...index, skipped, changed, announced: new Set(split(announced)) }
}

function split(printed: string): readonly string[] {
  return printed === '' ? [] : printed.slice(0, -1).split('\0')
}
