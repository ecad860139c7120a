import { childProcess } from './child-process.ts'
import { innerPart } from './inner-part.ts'

/** A program to be started. */
export interface Program {
  readonly command: string
  readonly args: readonly string[]
  readonly cwd: string
  /** What its first descriptors are: open files, or nothing. */
  readonly files: readonly (number | 'ignore')[]
}

/** A program that runs beside this one. */
export interface StartedProgram {
  /** Its exit code; null: a signal ended it. An error, where it could not be started. */
  readonly ended: Promise<number | null | Error>
  readonly kill: () => void
}

/** Starts a program and does not wait; `self` is a file of the running copy. */
export function startProgram(program: Program, self: string): StartedProgram {
  return startBare(program) ?? startPlain(program, self)
}

function startPlain({ command, args, cwd, files }: Program, self: string): StartedProgram {
  const child = childProcess(self).spawn(command, args, { cwd, stdio: [...files], windowsHide: true })
  const ended = new Promise<number | null | Error>((resolve) => {
    child.on('error', resolve)
    child.on('exit', resolve)
  })
  return { ended, kill: () => void child.kill() }
}

interface BareProcess {
  onexit: (code: number, signal: string) => void
  readonly spawn: (options: Readonly<Record<string, unknown>>) => number
  readonly kill: (signal: number) => number
  readonly close: () => void
}

const terminate = 15

// What the public module calls in the end; where it fails, that one is asked, and says why.
function startBare({ command, args, cwd, files }: Program): StartedProgram | undefined {
  const part = process.platform === 'win32' ? undefined : innerPart('process_wrap')
  if (part === undefined) return undefined
  const child = new (part as { readonly Process: new () => BareProcess }).Process()
  let runs = true
  const ended = new Promise<number | null>((resolve) => {
    child.onexit = (code, signal) => {
      runs = false
      child.close()
      resolve(signal === '' ? code : null)
    }
  })
  const failed = child.spawn({
    file: command,
    args: [command, ...args],
    cwd,
    envPairs: Object.entries(process.env).map(([name, value]) => `${name}=${value}`),
    stdio: files.map((fd) => (fd === 'ignore' ? { type: 'ignore' } : { type: 'fd', fd })),
  })
  const kill = (): void => {
    // Its number may be that of another one by then.
    if (runs) child.kill(terminate)
  }
  if (failed === 0) return { ended, kill }
  child.close()
  return undefined
}
