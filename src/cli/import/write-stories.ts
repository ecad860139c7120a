import { relative } from 'node:path'
import type { Report } from '../../diagnostics.ts'
import type { Output } from '../../emit.ts'
import { type PlannedFile, planFiles } from '../plan-files.ts'
import { writeFiles } from '../write-files.ts'

/** Where files go, and whether those of others are overwritten. */
export interface Writing {
  readonly cwd: string
  readonly root: string
  readonly force: boolean
  readonly dry: boolean
}

/** Writes stories and outputs, all or none, and says so; nothing is overwritten that pipegen did not write. */
export function writeStories(outputs: readonly Output[], writing: Writing, report: Report): readonly string[] {
  let failed = false
  const watch: Report = (code, at, params, docs) => {
    failed = true
    const { file = '' } = params as { readonly file?: string }
    if (code === 'foreign-file' && file.endsWith('.story.ts')) report('import-exists', at, { file })
    else report(code, at, params, docs)
  }
  const { cwd, root, force, dry } = writing
  const planned = planFiles(outputs, { cwd, root, out: root, force }, watch)
  if (failed) return []
  const writes = planned.filter(({ state }) => state !== 'unchanged')
  if (!dry) {
    const failure = writeFiles(writes.map(changeOf))
    if (failure !== undefined) {
      report('cannot-write', null, { file: relative(cwd, failure.path), why: failure.why })
      return []
    }
  }
  return planned.map(({ state, shown }) =>
    state === 'unchanged' ? `${shown} is up to date\n` : `${dry ? 'would write' : 'wrote'} ${shown}\n`,
  )
}

function changeOf({ real, text, mode, state }: PlannedFile): Parameters<typeof writeFiles>[0][number] {
  return { kind: 'write', path: real, text, mode, exists: state === 'changed' }
}
