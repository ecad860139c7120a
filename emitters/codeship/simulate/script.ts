import type { Command } from '../../../src/plan/shell/builtins.ts'
import { runShell } from '../../../src/plan/shell/run.ts'
import { type Build, descriptionOf } from './build.ts'

/** The script that a command runs, among those of the repository. */
export function scriptOf(
  command: string,
  { scripts }: Build,
): { readonly path: string; readonly text: string } | undefined {
  const path = command
    .split(/[\s'"]+/)
    .find((word) => scripts.has(word.replace(/^\.\//, '')))
    ?.replace(/^\.\//, '')
  return path === undefined ? undefined : { path, text: scripts.get(path) ?? '' }
}

// What ends a script that has nothing to do, as files of pipegen have it.
const guard = /Nothing to do:[^\n]*\n\s*exit 0\nfi\n|case "\$CI_BUILD_APPROVED" in\n[\s\S]*?\nesac\n/g

/** Whether a script ends at once because of what it finds. CodeShip takes its step for one that passed. */
export function endsAtOnce(text: string, build: Build): boolean {
  const last = [...text.matchAll(guard)].at(-1)
  if (last === undefined) return false
  const start = text.slice(0, last.index + last[0].length).replace(/^#![^\n]*\n/, '')
  const variables = new Map(build.variables)
  const outcome = runShell(start, { variables, files: build.left, commands: commandsFor(build, variables) })
  return outcome?.early === true && outcome.status === 0
}

/** Keeps what a script hands on to those after it, as files of pipegen have it. */
export function leaveOutputs(text: string, outputs: Readonly<Record<string, string>>, build: Build): void {
  const folder = /^pipegen_outputs="\$pipegen_checkout\/([^"\n]+)"$/m.exec(text)?.[1]
  if (folder === undefined) return
  for (const name of outputsIn(text)) {
    const value = outputs[name]
    if (value !== undefined) build.left.set(`/workspace/${folder}/${name}`, value)
  }
}

/** The outputs that a script hands on. */
export function outputsIn(text: string): readonly string[] {
  const found = text.matchAll(/^\s*(\S.*)\) printf %s "\$value" >"\$pipegen_outputs\/\$name" ;;$/gm)
  return [...found].flatMap(([, names = '']) => names.split(' | '))
}

function commandsFor({ event }: Build, variables: Map<string, string>): Readonly<Record<string, Command>> {
  const fine: Command = () => ({ status: 0 })
  const put: Command = (words) => {
    for (const word of words) {
      const at = word.indexOf('=')
      if (at > 0) variables.set(word.slice(0, at), word.slice(at + 1))
    }
    return { status: 0 }
  }
  const git: Command = (words) => ({
    status: words[0] === 'describe' ? 0 : 128,
    out: words[0] === 'describe' ? `${descriptionOf(event)}\n` : '',
  })
  return { set: fine, export: put, git }
}
