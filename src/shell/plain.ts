// Words that change the shell that runs them, or that it reads as syntax.
const changing = new Set(
  `. alias bg bind break builtin caller case cd command compgen complete continue coproc declare dirs disown do done elif else
  enable esac eval exec exit export fc fg fi for function getopts hash help history if in jobs let local logout mapfile popd
  pushd read readarray readonly return select set shift shopt source suspend then time times trap type typeset ulimit umask
  unalias unset until wait while`.split(/\s+/),
)

// A name ends where no letter follows: one way to read a line, or a long one takes for ever.
const variable = String.raw`\$[A-Za-z_]\w*(?!\w)|\$\{[A-Za-z_]\w*\}`
const quoted = String.raw`'[^'\n]*'|"(?:[^"$\x60\\\n]|${variable})*"`
const word = `(?:[A-Za-z0-9_./:@%+=,^*?-]|~/|${variable}|${quoted})+`
const command = new RegExp(`^([\\w./+-]*[A-Za-z][\\w./+-]*)(?: +${word})*$`)

/**
 * Whether a script is of simple commands alone, one a line: these leave the shell that runs them as it was, stop it when
 * they fail, and mean the same in every shell.
 */
export function isPlain(script: string): boolean {
  const lines = script.split('\n').filter((line) => !/^\s*(?:#.*)?$/.test(line))
  return lines.length > 0 && lines.every(isPlainLine)
}

function isPlainLine(line: string): boolean {
  const first = command.exec(line.trim())?.[1]
  if (first === undefined || changing.has(first)) return false
  // Shells differ in the options and backslashes of these two.
  return first === 'echo' || first === 'printf' ? !/\\| -/.test(line) : true
}
