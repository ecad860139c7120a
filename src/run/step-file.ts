import { writeFileSync } from 'node:fs'
import type { RunStep } from '../ir.ts'
import { quoteWord } from './quote.ts'

/** What a lane reads to start a step. */
export interface StepFile {
  readonly script: string
  readonly shell: RunStep['shell']
  readonly folder: string
  readonly env: ReadonlyMap<string, string>
  /** Words in front of the shell: those of a container engine; empty: the step runs on the machine itself. */
  readonly inside: readonly string[]
}

/**
 * Writes the files of steps, and gives their names; what is the same is written once. `where` is the path of a program, to
 * spare the shell the search.
 */
export function stepFiles(folder: string, where: (program: string) => string | undefined): (step: StepFile) => string {
  const written = new Map<string, string>()
  const write = (text: string, mode: number, end = ''): string => {
    const known = written.get(text)
    if (known !== undefined) return known
    const name = `${written.size}${end}`
    writeFileSync(`${folder}/${name}`, text, { mode })
    written.set(text, name)
    return name
  }
  return ({ script, shell, folder: cwd, env, inside }) => {
    const [program = '', ...args] = shells[shell]
    const known = inside.length > 0 || env.has('PATH') ? undefined : where(program)
    // The user of an image is another one, and reads the script. The folder above is closed to all others of this machine.
    const file = `${folder}/${write(ended(script, shell), 0o644, shell === 'pwsh' ? '.ps1' : '')}`
    const words = [...inside, known ?? program, ...args, file].map(quoteWord).join(' ')
    const sets = [...env].map(([name, value]) => `${name}=${quoteWord(value)} `).join('')
    // A plain command, with its variables before it: a shell starts that without a copy of itself.
    return write(`cd ${quoteWord(cwd)} 2>&1 || return 1\n${sets}${words} < /dev/null 2>&1\n`, 0o600)
  }
}

const shells: Readonly<Record<RunStep['shell'], readonly string[]>> = {
  bash: ['bash', '--noprofile', '--norc', '-eo', 'pipefail'],
  sh: ['sh', '-e'],
  pwsh: ['pwsh', '-NoLogo', '-NoProfile', '-NonInteractive', '-File'],
}

// PowerShell goes on after errors, and ends well after a program that failed, unless it is told otherwise.
function ended(script: string, shell: RunStep['shell']): string {
  if (shell !== 'pwsh') return script.endsWith('\n') ? script : `${script}\n`
  return `$ErrorActionPreference = 'Stop'\n${script}\nif (Test-Path -LiteralPath variable:\\LASTEXITCODE) { exit $LASTEXITCODE }\n`
}
