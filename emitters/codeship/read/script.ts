/** A command of a script, with what stands around it. */
export interface ReadCommand {
  readonly script: string
  readonly folder: string
  /** The variables that are set for it alone. */
  readonly env: readonly string[]
  readonly onFailure: boolean
}

/** A generated script, understood. */
export interface ReadScript {
  /** Variables that it sets, as a shell reads their values. */
  readonly env: Readonly<Record<string, string>>
  /** Secrets that must be there. */
  readonly secrets: readonly string[]
  readonly commands: readonly ReadCommand[]
}

const variable = /^(?:export )?([A-Za-z_]\w*)=(.*)$/

/** Reads a script as the writer of jobs writes them: what prepares the steps, and the steps. */
export function readScript(text: string): ReadScript {
  const env: Record<string, string> = {}
  const secrets: string[] = []
  const commands: ReadCommand[] = []
  for (const block of blocksOf(text)) {
    if (isAround(block)) continue
    const lines = block.split('\n')
    if (lines.every((line) => variable.test(line) || line.startsWith(': "${'))) {
      for (const line of lines) {
        const secret = /^: "\$\{(\w+):\?/.exec(line)?.[1]
        const [, name = '', value = ''] = variable.exec(line) ?? []
        if (secret !== undefined) secrets.push(secret)
        else env[name] = unquoted(value)
      }
    } else commands.push(commandOf(block))
  }
  return { env, secrets, commands }
}

// The blocks stand apart by blank lines, but for those inside of a here-document.
function blocksOf(text: string): readonly string[] {
  const blocks: string[][] = [[]]
  let mark: string | undefined
  for (const line of text.split('\n')) {
    if (mark === undefined && line === '') blocks.push([])
    else blocks.at(-1)?.push(line)
    if (mark === undefined) mark = /<<'(\w+)'/.exec(line)?.[1]
    else if (line === mark) mark = undefined
  }
  return blocks.map((lines) => lines.join('\n')).filter((block) => block !== '')
}

// What every script begins and ends with, and the conditions, which the steps of the file say too.
function isAround(block: string): boolean {
  return (
    /^(?:#!|set -e$|pipegen_\w+=\d+$|exit "\$pipegen_status"$)/.test(block) ||
    /^if .*\n {2}echo 'Nothing to do: /m.test(block) ||
    /pipegen_event=push; fi$/m.test(block) ||
    /^# (?:A copy of the sources|Wait for )/.test(block)
  )
}

function commandOf(block: string): ReadCommand {
  const body = block.replace(/^# .*\n/, '')
  const guarded = /^if \[ "\$pipegen_status" (=|!=) 0 \]; then\n([\s\S]*)\nfi$/.exec(body)
  const onFailure = guarded?.[1] === '!='
  const inner = guarded === null ? body : (guarded[2] ?? '').replaceAll(/^ {2}/gm, '')
  const process =
    /^(?:ba)?sh -eo? ?(?:pipefail)? ?\/dev\/fd\/3 3<<'(\w+)'(?: \|\| pipegen_status=\$\?)?\n([\s\S]*)\n\1$/.exec(inner)
  const plain = process?.[2] ?? inner.replace(/ \|\| pipegen_status=\$\?$/, '')
  return {
    ...unwrapped(process === null ? plain.replace(/^\(([\s\S]*)\)$/, '$1').replaceAll(' && ', '\n') : plain, plain),
    onFailure,
  }
}

// In front of a command stand the folder that it runs in, and its own variables.
function unwrapped(text: string, whole: string): Omit<ReadCommand, 'onFailure'> {
  const lines = text.split('\n')
  let folder = '.'
  const env: string[] = []
  let at = 0
  for (; at < lines.length; at++) {
    const line = lines[at] ?? ''
    const [cd, set] = [/^cd (.+)$/.exec(line)?.[1], /^export (\w+)(?:=|$)/.exec(line)?.[1]]
    // What is worked out by a command is exported in a line of its own.
    const isWorkedOut = /^\w+="\$\(/.test(line)
    if (cd === undefined && set === undefined && !isWorkedOut) break
    if (cd !== undefined) folder = unquoted(cd)
    if (set !== undefined) env.push(set)
  }
  return at === 0 ? { script: whole, folder, env } : { script: lines.slice(at).join('\n'), folder, env }
}

/** What a shell makes of a word that is in single quotes, or in none. */
export function unquoted(word: string): string {
  return word.replaceAll(
    /'([^']*)'|\\(.)/g,
    (_, single: string | undefined, escaped: string | undefined) => single ?? escaped ?? '',
  )
}
