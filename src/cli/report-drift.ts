import { join, relative } from 'node:path'
import type { Report } from '../diagnostics.ts'
import type { Io } from './command.ts'
import type { StaleFile } from './find-stale.ts'
import type { PlannedFile } from './plan-files.ts'

/** Reports files that are not what the stories say. */
export function reportDrift(
  planned: readonly PlannedFile[],
  stale: readonly StaleFile[],
  { args, io, out }: { readonly args: readonly string[]; readonly io: Io; readonly out: string },
  report: Report,
): void {
  const command = ['npx pipegen emit', ...args.filter((arg) => arg !== '--check').map(quote)].join(' ')
  for (const { state, shown } of planned) {
    if (state === 'changed') report('drift-changed', null, { file: shown, command })
    if (state === 'missing') report('drift-missing', null, { file: shown, command })
  }
  for (const { path } of stale) report('drift-extra', null, { file: relative(io.cwd, join(out, path)), command })
}

function quote(arg: string): string {
  return /^[\w@%+=:,./-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", "'\\''")}'`
}
