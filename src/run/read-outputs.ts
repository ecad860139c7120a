/**
 * The outputs that steps have written, by name: lines `name=value`, or `name<<END` with lines up to the end. The last
 * write of a name counts.
 */
export function readOutputs(text: string): Readonly<Record<string, string>> {
  const lines = text.split('\n')
  const found = new Map<string, string>()
  for (let at = 0; at < lines.length; at++) {
    const [line = '', name = '', sign, end = ''] = /^([^=<]+)(=|<<)(.*)$/s.exec(lines[at] ?? '') ?? []
    if (line === '') continue
    const close = sign === '<<' ? lines.indexOf(end, at + 1) : -1
    if (close === -1) found.set(name, line.slice(name.length + 1))
    else {
      found.set(name, lines.slice(at + 1, close).join('\n'))
      at = close
    }
  }
  return Object.fromEntries(found)
}
