import pack from '../../package.json' with { type: 'json' }
import { near } from '../near.ts'
import { type Command, exit, type Io } from './command.ts'
import { processIo } from './io.ts'
import { misuse } from './options.ts'
import { writeBug } from './write-bug.ts'

export { startedBundles } from '../load/started.ts'
export { unpaceEngine } from './pace.ts'

interface Entry {
  readonly summary: string
  readonly load: () => Promise<Command>
}

const commands: Readonly<Record<string, Entry>> = {
  emit: { summary: 'write the files of the stories', load: () => import('./emit.ts') },
  check: { summary: 'all that a hook or a job needs: types, findings, drift', load: () => import('./check.ts') },
  targets: { summary: 'what each vendor makes of a story, or of everything', load: () => import('./targets.ts') },
  plan: { summary: 'which jobs an event runs, and whether all vendors agree', load: () => import('./plan.ts') },
  run: { summary: 'run a story on this machine', load: () => import('./run.ts') },
  import: { summary: "turn a vendor's files into stories", load: () => import('./import.ts') },
  move: { summary: 'take a repository from one vendor to another', load: () => import('./move.ts') },
  explain: { summary: 'what a finding or a feature means', load: () => import('./explain.ts') },
}

/** Runs the command line and gives the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const end = args.includes('--') ? args.indexOf('--') : args.length
  const isFlag = (flag: string) => (arg: string, index: number) => arg === flag && index < end
  const io = processIo(!args.some(isFlag('--no-color')))
  const rest = args.filter((arg, index) => !isFlag('--no-color')(arg, index))
  process.on('uncaughtException', (error) => {
    io.err(writeBug(error, args))
    process.exit(exit.bug)
  })
  try {
    return await start(rest, io)
  } catch (error) {
    io.err(writeBug(error, args))
    return exit.bug
  }
}

async function start(args: readonly string[], io: Io): Promise<number> {
  const [name = '--help', ...rest] = args
  const wanted = name === 'help' ? rest[0] : undefined
  if (wanted !== undefined && Object.hasOwn(commands, wanted)) return start([wanted, '--help'], io)
  if (name === '--help' || name === '-h' || name === 'help') {
    io.out(help())
    return args.length === 0 ? exit.world : exit.fine
  }
  if (name === '--version' || name === '-V') {
    io.out(`${pack.version}\n`)
    return exit.fine
  }
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (entry === undefined) {
    const meant = near(name, Object.keys(commands))
    io.err(misuse('', `there is no command '${name}'${meant === undefined ? '' : `; did you mean '${meant}'?`}`))
    return exit.world
  }
  const command = await entry.load()
  const end = rest.includes('--') ? rest.indexOf('--') : rest.length
  if (rest.slice(0, end).some((arg) => arg === '--help' || arg === '-h')) {
    io.out(command.help)
    return exit.fine
  }
  return command.run(rest, io)
}

function help(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length))
  return `  pipegen emit                     write the files of all stories here
  pipegen targets ci.story.ts      what each vendor makes of a story

Usage: pipegen <command> [options]

${Object.entries(commands)
  .map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}\n`)
  .join('')}
  --help       of pipegen, or of a command: pipegen emit --help
  --version    the version
  --no-color   no colours; NO_COLOR=1 says the same

Exit codes: 0 all is well; 1 errors or files not up to date; 2 wrong usage, or a file that cannot be read or written;
70 a fault of pipegen.
`
}
