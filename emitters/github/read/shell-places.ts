/**
 * Where something stands in a script of a POSIX shell: as a word of its own that the shell parts at spaces, between
 * double quotes or in a text where variables count, or between single quotes.
 */
export type Place = 'bare' | 'double' | 'single'

type Frame =
  | { readonly kind: 'commands'; readonly end: ')' | '`' | undefined }
  | { readonly kind: 'double' }
  | { readonly kind: 'brace' }
  | { readonly kind: 'heredoc'; readonly mark: string; readonly tabs: boolean; readonly raw: boolean }

interface Scan {
  readonly stack: Frame[]
  /** Texts that begin behind the next line end. */
  readonly waiting: Extract<Frame, { kind: 'heredoc' }>[]
  mode: 'plain' | 'single' | 'comment'
  line: string
}

/**
 * The places of the gaps in a script: `parts` are its texts, undefined where a gap is. Undefined where a gap stands in
 * a text that the shell takes as it is.
 */
export function placesIn(parts: readonly (string | undefined)[]): readonly Place[] | undefined {
  const scan: Scan = { stack: [{ kind: 'commands', end: undefined }], waiting: [], mode: 'plain', line: '' }
  const places: Place[] = []
  for (const part of parts) {
    if (part !== undefined) {
      for (let at = 0; at < part.length; ) at += step(scan, part, at)
      continue
    }
    const place = placeOf(scan)
    if (place === undefined) return undefined
    places.push(place)
    scan.line += 'x'
  }
  return places
}

function placeOf({ stack, mode }: Scan): Place | undefined {
  const top = stack[stack.length - 1]
  if (mode === 'single') return 'single'
  if (mode === 'comment') return 'double'
  if (top?.kind === 'heredoc') return top.raw ? undefined : 'double'
  if (top?.kind === 'brace') return stack.some((frame) => frame.kind === 'double') ? 'double' : 'bare'
  return top?.kind === 'double' ? 'double' : 'bare'
}

// Reads one sign, or several that belong together; tells how many.
function step(scan: Scan, text: string, at: number): number {
  const { stack } = scan
  const sign = text[at] ?? ''
  const top = stack[stack.length - 1] ?? { kind: 'commands', end: undefined }
  const line = scan.line
  scan.line = sign === '\n' ? '' : line + sign
  if (scan.mode === 'single') {
    if (sign === "'") scan.mode = 'plain'
    return 1
  }
  if (scan.mode === 'comment') {
    if (sign !== '\n') return 1
    scan.mode = 'plain'
    open(scan)
    return 1
  }
  if (top.kind === 'heredoc') {
    if (sign === '\n' && (top.tabs ? line.replace(/^\t+/, '') : line) === top.mark) {
      stack.pop()
      open(scan)
      return 1
    }
    if (top.raw) return 1
  }
  if (sign === '\\') {
    scan.line += text[at + 1] ?? ''
    return 2
  }
  if (text.startsWith('$(', at)) return push(scan, { kind: 'commands', end: ')' }, 2)
  if (text.startsWith('${', at)) return push(scan, { kind: 'brace' }, 2)
  if (sign === '`') {
    if (top.kind === 'commands' && top.end === '`') stack.pop()
    else stack.push({ kind: 'commands', end: '`' })
    return 1
  }
  if (top.kind === 'brace' && sign === '}') {
    stack.pop()
    return 1
  }
  if (sign === '"' && top.kind !== 'heredoc') {
    if (top.kind === 'double') stack.pop()
    else stack.push({ kind: 'double' })
    return 1
  }
  return top.kind === 'commands' ? command(scan, text, at, line) : 1
}

function command(scan: Scan, text: string, at: number, line: string): number {
  const { stack } = scan
  const top = stack[stack.length - 1]
  const sign = text[at]
  if (sign === "'") scan.mode = 'single'
  else if (sign === '#' && /(^|[\s;&|(])$/.test(line)) scan.mode = 'comment'
  else if (sign === '(') stack.push({ kind: 'commands', end: ')' })
  else if (sign === ')' && top?.kind === 'commands' && top.end === ')') stack.pop()
  else if (sign === '\n') open(scan)
  else if (text.startsWith('<<', at) && text[at + 2] !== '<' && !/<$/.test(line)) return heredoc(scan, text, at)
  return 1
}

function heredoc(scan: Scan, text: string, at: number): number {
  const found = /^<<(-?)[ \t]*(?:'([^'\n]*)'|"([^"\n]*)"|(\\?)([\w.-]+))/.exec(text.slice(at, at + 200))
  if (found === null) return 2
  const [whole, dash, single, double, backslash, bare] = found
  scan.waiting.push({
    kind: 'heredoc',
    mark: single ?? double ?? bare ?? '',
    tabs: dash === '-',
    raw: bare === undefined || backslash === '\\',
  })
  scan.line += whole.slice(1)
  return whole.length
}

function open({ stack, waiting }: Scan): void {
  const next = waiting.shift()
  if (next !== undefined) stack.push(next)
}

function push({ stack }: Scan, frame: Frame, length: number): number {
  stack.push(frame)
  return length
}
