/** A regular expression as a portable pattern, where it is a name with gaps in it: `/^release-.*$/`, `/^v/`. */
export function patternOf(source: string, flags: string): string | undefined {
  if (flags !== '') return undefined
  const [, from = '', middle = '', to = ''] = /^(\^|\\A)?([\s\S]*?)(\$|\\[zZ])?$/.exec(source) ?? []
  let pattern = ''
  for (let at = 0; at < middle.length; ) {
    const rest = middle.slice(at)
    const piece = /^(?:(\.\*)|(\[\^\\?\/\]\*)|\\([./-])|([\w/@ -]))/.exec(rest)
    if (piece === null) return undefined
    const after = rest[piece[0].length]
    if (piece[1] === undefined && piece[2] === undefined && after !== undefined && /[*+?{]/.test(after))
      return undefined
    pattern += piece[1] !== undefined ? '**' : piece[2] !== undefined ? '*' : (piece[3] ?? piece[4] ?? '')
    at += piece[0].length
  }
  const whole = `${from === '' ? '**' : ''}${pattern}${to === '' ? '**' : ''}`.replaceAll(/\*{3,}/g, '**')
  return whole === '' ? undefined : whole
}
