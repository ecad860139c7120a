import { closeSync, openSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { bundleCall, bundleFile, type Calling, removeBundle } from './bundle-call.ts'
import { flags, plainFormat } from './flags.ts'
import { isAlone } from './is-alone.ts'
import { startProgram } from './start-program.ts'
import type { StartedBundle } from './started.ts'

/** Starts the bundler for a story and does not wait; undefined: it cannot be done like this. */
export function startBundle(calling: Calling & { readonly folder: string }): StartedBundle | undefined {
  const began = Date.now()
  const call = bundleCall(calling, plainFormat)
  if (call?.folder === undefined) return undefined
  const { folder, command, cwd } = call
  // A story that imports nothing else need not be bundled: to translate it alone takes two thirds of the time.
  const alone = isAlone(readFileSync(calling.file, 'utf8'))
  const args = alone
    ? [`--sourcefile=${basename(calling.file)}`, '--loader=ts', '--sourcemap=inline', ...aloneFlags]
    : call.args
  // Files take what it says: to open a pipe would load more than the bundler takes to run.
  const said = join(folder, 'said')
  const open = alone
    ? [openSync(calling.file, 'r'), openSync(bundleFile(folder), 'w'), openSync(said, 'w')]
    : [openSync(said, 'w')]
  const files = alone ? open : ['ignore' as const, 'ignore' as const, ...open]
  const child = startProgram({ command, args, cwd, files }, calling.self)
  for (const file of open) closeSync(file)
  const ended = child.ended.then((end) =>
    end === 0 ? undefined : end instanceof Error ? end.message : readFileSync(said, 'utf8'),
  )
  const drop = (): void => {
    child.kill()
    removeBundle(folder)
  }
  return { began, folder, alone, ended, drop }
}

const aloneFlags = [...flags.filter((flag) => flag !== '--bundle' && !flag.startsWith('--external:')), ...plainFormat]
