import { relative, resolve } from 'node:path'
import { chooseIds } from './choose-vendors.ts'
import { exit, type Io } from './command.ts'
import { misuse, readOptions } from './options.ts'
import { sharedHelp, sharedOptions, sharedValues } from './shared-options.ts'

/** The text of `pipegen check --help`. */
export const help = `  pipegen check                    in a job: types, findings and files of all stories
  pipegen check --staged           in a git hook: the same for what would be committed

Usage: pipegen check [stories...] [options]

Checks the types by the TypeScript of the project, and whether the files are what the stories say; writes nothing.
Without names, the stories are those of emit; at the root of the repository also those that its files were made from.

  --staged             check what is in the git index, not what is on disk
  --to a,b             for these vendors, whatever the stories name
  --out DIR            the folder that the files are below
${sharedHelp}`

const options = {
  staged: { type: 'boolean' },
  to: { type: 'string', multiple: true },
  out: { type: 'string' },
  ...sharedOptions,
} as const

/** Checks stories and their files, on disk or in the git index, and writes nothing. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  const given = readOptions('check', args, options, io)
  if (given === undefined) return exit.world
  const { values, names } = given
  const { staged = false, to = [] } = values
  const out = values.out === undefined ? undefined : relative(io.cwd, resolve(io.cwd, values.out))
  const shared = sharedValues(values)
  const ids = chooseIds(to)
  if (typeof shared === 'string' || typeof ids === 'string') {
    io.err(misuse('check', String([shared, ids].find((one) => typeof one === 'string'))))
    return exit.world
  }
  const emitOptions = [...to.flatMap((list) => ['--to', list]), ...(out === undefined ? [] : ['--out', out])]
  const settings = { ...shared, names, ids, asked: to.length > 0, out, emitOptions }
  return staged
    ? (await import('./staged.ts')).checkStaged(settings, io)
    : (await import('./check/check-disk.ts')).checkDisk(settings, io)
}
