import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, constants, openSync } from 'node:fs'
import { type OnReadOpts, Socket, type SocketConstructorOpts } from 'node:net'
import { cutAtMark } from './cut-at-mark.ts'
import { kill, markedBetween, markName, newestProcess, signalGroup } from './processes.ts'

/** A shell that starts steps, one at a time, and whose output is a pipe: to start each from here would take longer. */
export interface Lane {
  /** Runs a file of shell commands, by its name in the folder of the lane, in a process of its own and gives its exit code. */
  readonly run: (file: string, take: (output: Buffer) => void) => Promise<number>
  /** Ends what steps have left running in the background. */
  readonly clear: () => Promise<void>
  /** Signals the step that runs, with all that it started. */
  readonly signal: (signal: 'SIGTERM' | 'SIGKILL') => void
  readonly close: () => void
}

/** What lanes share. */
export interface LanePlace {
  /** The folder with the files that it runs. */
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  /** Marks the processes of the lane. */
  readonly mark: string
  /** A word that no step can know. */
  readonly word: string
  readonly guard: (group: number) => void
}

// The shell outlives the signal that ends its steps. A zero byte and the word say that a step has ended.
const script = `
trap : TERM INT HUP
IFS= read -r word
folder=$2
[ -z "$1" ] || printf '\\0%s %d\\n' "$word" "$1"
while IFS= read -r line; do
  case $line in
    sweep) kill -s TERM 0 ;;
    *)
      . "$folder/$line"
      printf '\\0%s %d\\n' "$word" "$?" ;;
  esac
done`

// So long has what a step left running to end by itself, in milliseconds.
const patience = 250

interface Current {
  readonly take: (output: Buffer) => void
  readonly end: (code: number) => void
}

/** Opens a lane whose output comes by the pipe at a path. */
export function openLane(pipe: string, { cwd, env, mark, word, guard }: LanePlace): Lane {
  let current: Current | undefined
  let closed = false
  let newest = newestProcess()
  const reading = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK)
  // Held open, so that a shell that is replaced does not end the stream.
  const writing = openSync(pipe, constants.O_WRONLY)
  const cut = cutAtMark(word)
  const take = (chunk: Buffer): void => {
    for (const { output, code } of cut(chunk)) {
      if (output.length > 0) current?.take(output)
      if (code !== null) settle(code)
    }
  }
  const buffer = Buffer.alloc(65_536)
  const options: SocketConstructorOpts & { readonly onread: OnReadOpts } = {
    fd: reading,
    readable: true,
    writable: false,
    // One buffer for all that is read: a new one for each would be work for the collector of garbage.
    onread: {
      buffer,
      callback: (size: number) => {
        take(Buffer.from(buffer.subarray(0, size)))
        return true
      },
    },
  }
  const stream = new Socket(options)
  stream.on('error', () => {})
  const settle = (code: number): void => {
    const ended = current
    current = undefined
    ended?.end(code)
  }
  const start = (ended: string): ChildProcess => {
    const child = spawn('/bin/sh', ['-c', script, 'pipegen-lane', ended, cwd], {
      cwd,
      env: { ...env, [markName]: mark },
      detached: true,
      // What the shell itself says of steps that were killed is no output of theirs.
      stdio: ['pipe', writing, 'ignore'],
    })
    child.stdin?.on('error', () => {})
    child.stdin?.write(`${word}\n`)
    child.on('error', () => settle(127))
    child.on('exit', () => {
      if (closed || shell !== child) return
      // It was killed together with its step, by us or by the step. The next one says so, behind what the step has written.
      shell = start(current === undefined ? '' : '137')
    })
    if (child.pid !== undefined) guard(child.pid)
    return child
  }
  let shell = start('')
  return {
    run: (file, take) =>
      new Promise((end) => {
        current = { take, end }
        shell.stdin?.write(`${file}\n`)
      }),
    clear: async () => {
      const [since, now, own] = [newest, newestProcess(), shell.pid]
      newest = now
      // Where processes cannot be looked at, those of the group are asked to end.
      if (since === undefined || now === undefined) shell.stdin?.write('sweep\n')
      else await endAll(() => markedBetween(since, now, mark).filter((pid) => pid !== own))
    },
    signal: (signal) => {
      if (shell.pid !== undefined) signalGroup(shell.pid, signal)
    },
    close: () => {
      closed = true
      if (shell.pid !== undefined) signalGroup(shell.pid, 'SIGKILL')
      stream.destroy()
      closeSync(writing)
    },
  }
}

async function endAll(find: () => readonly number[]): Promise<void> {
  for (let round = 0, found = find(); found.length > 0; found = find(), round++) {
    for (const pid of found) kill(pid, round === 0 ? 'SIGTERM' : 'SIGKILL')
    await new Promise((resolve) => setTimeout(resolve, round === 0 ? patience : 1))
  }
}
