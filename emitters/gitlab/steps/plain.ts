// Words that change the shell they run in, or are read as syntax.
const changing = new Set(
  `. alias bg bind break builtin caller case cd command compgen complete continue coproc declare dirs disown do done elif else
  enable esac eval exec exit export fc fg fi for function getopts hash help history if in jobs let local logout mapfile popd
  pushd read readarray readonly return select set shift shopt source suspend then time times trap type typeset ulimit umask
  unalias unset until wait while ! { } [[`.split(/\s+/),
)

// One word: plain text, variables by name, and quotes around the two.
const plainText = String.raw`[A-Za-z0-9_./:@%+=,^-]|\$[A-Za-z_]\w*(?!\w)|\$\{[A-Za-z_]\w*\}`
const quoted = String.raw`'[^'\n]*'|"(?:[^"$\x60\\\n]|\$[A-Za-z_]\w*(?!\w)|\$\{[A-Za-z_]\w*\})*"`
const word = new RegExp(`(?:${plainText}|${quoted}|[*?]|~/)+`, 'y')
const operator = /&&|\|\||\||;|2>&1|&>|[0-9]?>>?|</y

/** What a script of simple commands is like. */
export interface Plain {
  /** A part of a pipe, so that `pipefail` counts. */
  readonly pipes: boolean
  /** Its last line can fail without stopping the shell, as in `a && b`. */
  readonly chained: boolean
  /** It prints by `echo` what shells print differently: options and backslashes. */
  readonly echoes: boolean
}

/**
 * Tells of a script of simple commands alone, which leave the shell that runs them as it was and mean the same in every
 * shell; undefined for any other script, and where that is not certain.
 */
export function plainScript(script: string): Plain | undefined {
  const lines = script
    .replaceAll('\\\n', ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
  let pipes = false
  let chained = false
  let echoes = false
  for (const line of lines) {
    const found = plainLine(line)
    if (found === undefined) return undefined
    pipes ||= found.pipes
    echoes ||= found.echoes
    chained = found.chained
  }
  return lines.length === 0 ? undefined : { pipes, chained, echoes }
}

function plainLine(line: string): Plain | undefined {
  let at = 0
  let first = true
  let pipes = false
  let chained = false
  let echoes = false
  let begun = ''
  while (at < line.length) {
    if (line[at] === ' ' || line[at] === '\t') {
      at++
      continue
    }
    operator.lastIndex = at
    const joint = operator.exec(line)?.[0]
    if (joint !== undefined) {
      at += joint.length
      const redirects = /[<>]/.test(joint)
      if (first && !redirects) return undefined
      if (!redirects) first = true
      pipes ||= joint === '|'
      chained ||= joint === '&&' || joint === '||'
      continue
    }
    word.lastIndex = at
    const text = word.exec(line)?.[0]
    if (text === undefined || !/^(?:[\s;|&<>]|$)/.test(line.slice(at + text.length))) return undefined
    at += text.length
    if (first && !/^[A-Za-z_]\w*=/.test(text)) {
      if (!/^[\w./+-]*[A-Za-z][\w./+-]*$/.test(text) || changing.has(text)) return undefined
      begun = text
      echoes ||= text === 'echo' && /\\| -[neE]/.test(line)
      first = false
    } else if (begun === 'printf' && text.startsWith('-')) return undefined
  }
  return first ? undefined : { pipes, chained, echoes }
}
