import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { RunFolder } from './run-folder.ts'

/** A small process beside the run, which cleans up after it: also when the run is killed and can do nothing more itself. */
export interface Keeper {
  /** Resolves when the pipes of the lanes are made; rejects where they cannot be. */
  readonly ready: Promise<void>
  /** Takes note of a group of processes that belongs to the run. */
  readonly guard: (group: number) => void
  /** Takes note that an engine runs containers, which carry the label `pipegen-run` with the id of the run. */
  readonly uses: (engine: string) => void
  /** Removes folders while the run goes on. */
  readonly remove: (folder: string) => void
  /** Removes the folder of the run, and ends. */
  readonly close: () => Promise<void>
}

// It reads its standard input to the end, which comes when the run says good-bye, or when the run is no more.
const script = `
trap '' INT TERM HUP QUIT PIPE
folder=$1 control=$2 id=$3
mark=PIPEGEN_RUN=$id.
shift 3
mkfifo -m 600 "$@" || exit 1
echo ready
# A job may have closed folders that this user could not empty otherwise.
clean() { rm -rf -- "$@" 2> /dev/null || { chmod -R u+rwX -- "$@"; rm -rf -- "$@"; }; }
groups= engine=
while IFS= read -r line; do
  case $line in
    'guard '*) groups="$groups \${line#guard }" ;;
    'remove '*) clean "\${line#remove }" ;;
    'engine '*) engine=\${line#engine } label=pipegen-run=$id ;;
    close)
      clean "$folder" "$control"
      exit ;;
  esac
done
for group in $groups; do kill -s KILL -- "-$group"; done
for round in 1 2 3 4 5; do
  found=$(grep -lsaF -- "$mark" /proc/[0-9]*/environ)
  [ -n "$found" ] || break
  for file in $found; do
    pid=\${file#/proc/}
    kill -s KILL "\${pid%/environ}"
  done
done 2> /dev/null
if [ -n "$engine" ]; then
  "$engine" ps --all --quiet --filter "label=$label" | while read -r one; do
    "$engine" kill "$one"
    "$engine" rm --force --volumes "$one"
  done
  "$engine" network ls --quiet --filter "label=$label" | while read -r one; do "$engine" network rm "$one"; done
fi > /dev/null 2>&1
clean "$folder" "$control"
`

/** Starts the keeper of a run, which makes the pipes of its lanes. */
export function startKeeper(folder: RunFolder, lanes: number, env: NodeJS.ProcessEnv): Keeper {
  const pipes = Array.from({ length: lanes }, (_, index) => lanePipe(folder, index))
  const own = [folder.path, folder.control, folder.id]
  const child = spawn('/bin/sh', ['-c', script, 'pipegen-keeper', ...own, ...pipes], {
    cwd: '/',
    env: Object.fromEntries(
      Object.entries(env).filter(([name]) => /^(PATH|HOME|DOCKER_\w+|CONTAINERS?_\w+|STORAGE_\w+|XDG_\w+)$/.test(name)),
    ),
    // A group of its own: what ends the run from the terminal does not end it.
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const write = (line: string): void => {
    child.stdin.write(`${line}\n`)
  }
  child.stdin.on('error', () => {})
  return {
    ready: readiness(child),
    guard: (group) => write(`guard ${group}`),
    uses: (engine) => write(`engine ${engine}`),
    remove: (path) => write(`remove ${path}`),
    close: async () => {
      const closed = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined
      write('close')
      await closed
    },
  }
}

/** The path of the pipe that a lane writes to. */
export function lanePipe(folder: RunFolder, lane: number): string {
  return join(folder.control, 'lanes', String(lane))
}

function readiness({ stdout }: ChildProcess): Promise<void> {
  const ready = new Promise<void>((resolve, reject) => {
    stdout?.once('data', () => resolve())
    stdout?.once('end', () => reject(new Error('no pipe can be made in the folder for temporary files')))
  })
  ready.catch(() => {})
  return ready
}
