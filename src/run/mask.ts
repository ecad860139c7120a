/** Takes the bytes of an output and gives those that can be shown; `end` gives what was kept back. */
export interface Mask {
  readonly take: (bytes: Buffer) => Buffer
  readonly end: () => Buffer
}

const stars = Buffer.from('***')
// Shorter lines are in every output: to hide them would tell more than it hides.
const shortest = 4

/** The texts to hide: each secret, and each line of one that has several. */
export function hiddenTexts(secrets: Iterable<string>): readonly string[] {
  const texts = new Set<string>()
  for (const secret of secrets) {
    const whole = secret.replace(/\r?\n$/, '')
    if (whole !== '') texts.add(whole)
    if (whole.includes('\n'))
      for (const line of whole.split(/\r?\n/)) if (line.trim().length >= shortest) texts.add(line.trim())
  }
  return [...texts].sort((a, b) => b.length - a.length)
}

/** Hides texts in a stream, also where they come in pieces. */
export function maskFor(hidden: readonly string[]): Mask {
  const needles = hidden.map((text) => Buffer.from(text))
  let rest = Buffer.alloc(0)
  const take = (bytes: Buffer): Buffer => {
    const { shown, kept } = hide(rest.length === 0 ? bytes : Buffer.concat([rest, bytes]), needles, false)
    rest = kept
    return shown
  }
  const end = (): Buffer => {
    const { shown } = hide(rest, needles, true)
    rest = Buffer.alloc(0)
    return shown
  }
  return needles.length === 0 ? { take: (bytes) => bytes, end: () => rest } : { take, end }
}

/** Hides texts in a text that is whole. */
export function maskText(text: string, hidden: readonly string[]): string {
  return hidden.reduce((masked, secret) => masked.replaceAll(secret, '***'), text)
}

function hide(bytes: Buffer, needles: readonly Buffer[], last: boolean) {
  const parts: Buffer[] = []
  let from = 0
  for (;;) {
    const next = firstOf(bytes, needles, from)
    if (next === undefined) break
    parts.push(bytes.subarray(from, next.at), stars)
    from = next.at + next.length
  }
  const keep = last ? 0 : beginning(bytes.subarray(from), needles)
  parts.push(bytes.subarray(from, bytes.length - keep))
  return { shown: Buffer.concat(parts), kept: Buffer.from(bytes.subarray(bytes.length - keep)) }
}

// The first that comes, and of those that begin there the longest.
function firstOf(bytes: Buffer, needles: readonly Buffer[], from: number) {
  let found: { readonly at: number; readonly length: number } | undefined
  for (const needle of needles) {
    const at = bytes.indexOf(needle, from)
    if (at !== -1 && (found === undefined || at < found.at)) found = { at, length: needle.length }
  }
  return found
}

// How many bytes at the end may be the beginning of a text to hide.
function beginning(bytes: Buffer, needles: readonly Buffer[]): number {
  let longest = 0
  for (const needle of needles) {
    for (let length = Math.min(needle.length - 1, bytes.length); length > longest; length--) {
      if (bytes.compare(needle, 0, length, bytes.length - length) === 0) longest = length
    }
  }
  return longest
}
