import { type ParseArgsConfig, parseArgs } from 'node:util'
import { near } from '../near.ts'
import type { Io } from './command.ts'

type Shape = NonNullable<ParseArgsConfig['options']>
type Values<S extends Shape> = ReturnType<typeof parseArgs<{ options: S; allowPositionals: true }>>['values']

/** What stood on the command line after the name of a command. */
export interface Given<S extends Shape> {
  readonly values: Values<S>
  readonly names: readonly string[]
}

/** Reads options and names; undefined: they are wrong, and it was said how. */
export function readOptions<const S extends Shape>(
  command: string,
  args: readonly string[],
  shape: S,
  io: Io,
): Given<S> | undefined {
  // To load what reads them takes longer than to read them.
  if (args.length === 0) return { values: {} as Values<S>, names: [] }
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: shape, allowPositionals: true })
    return { values: values as Values<S>, names: positionals }
  } catch (error) {
    io.err(misuse(command, say(error, Object.keys(shape))))
    return undefined
  }
}

/** The words for wrong usage. */
export function misuse(command: string, text: string): string {
  return `pipegen${command === '' ? '' : ` ${command}`}: ${text}\nSee: pipegen ${command === '' ? '' : `${command} `}--help\n`
}

function say(error: unknown, known: readonly string[]): string {
  const message = error instanceof Error ? error.message : String(error)
  const option = /^Unknown option '(-[^']+)'/.exec(message)?.[1]
  if (option === undefined) return message.split(/(?<=\.) /, 1)[0] ?? message
  const meant = near(option.replace(/^-+/, ''), known)
  return `there is no option '${option}'${meant === undefined ? '' : `; did you mean '--${meant}'?`}`
}
