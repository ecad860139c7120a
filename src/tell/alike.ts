import type { Desk } from './desk.ts'

/** A value that is not the same in pieces of code which are the same otherwise. */
export interface Slot {
  /** The value in each of them, as code. */
  readonly values: readonly string[]
  readonly kind: 'text' | 'number' | 'constant' | 'key'
  /** The keys and calls that it stands in, from the outside in. */
  readonly inside: readonly string[]
}

/** Code with slots in it. */
export type Shape = readonly (string | Slot)[]

// Long texts are read in long pieces, for a choice at each sign would fill the stack of the engine.
// Comments, texts, scripts, values of a cell, constants, words, numbers, and any other sign.
const token =
  /\/\/.*\n|"[^"\\]*(?:\\.[^"\\]*)*"|`[^`\\]*(?:\\[\s\S][^`\\]*)*`|\ue102[^\ue102]*\ue102|\ue100[\w$]+\ue101|\ue103\d+\ue103|\ue104\d+\ue104|[A-Za-z_$][\w$]*|\d[\w.]*|\s+|[\s\S]/g

/** The code of several things as one with slots; undefined where they differ in more than values. */
export function shapeOf(codes: readonly string[], desk: Desk): Shape | undefined {
  const [first = [], ...others] = codes.map(tokensOf)
  const rows = others.length === 0 ? [first] : [first, ...others]
  const shape: (string | Slot)[] = []
  const stack: string[] = []
  let word = ''
  for (let index = 0; index < first.length; index++) {
    const column = rows.map((row) => row[index] ?? '')
    const [one = ''] = column
    const next = first[index + 1]
    if (column.every((other) => other === one)) {
      shape.push(one)
      if (/^[([{]$/.test(one)) stack.push(word)
      else if (/^[)\]}]$/.test(one)) stack.pop()
      if (/^["\w$]/.test(one)) word = one.replaceAll('"', '')
      else if (one === ',') word = stack[stack.length - 1] ?? ''
      continue
    }
    if (column.every((sign) => sign.startsWith('\ue103'))) {
      for (const [at, row] of rows.entries())
        row.splice(index, 1, ...tokensOf(desk.shared.get(column[at] ?? '')?.code ?? ''))
      index--
      continue
    }
    const isArtifact = stack.length === 3 && stack[2] === 'artifacts'
    const kind = next === ':' ? (isArtifact ? 'key' : undefined) : next === '.' ? undefined : kindOf(column)
    if (kind === undefined) return undefined
    shape.push({ values: column, kind, inside: [...stack, word] })
  }
  return rows.every((row) => row.length === first.length) ? shape : undefined
}

/** What code looks like without its values: things of one outline may have a shape together. */
export function outlineOf(code: string, desk: Desk): string {
  const flat = (text: string): string =>
    text.replaceAll(/\ue103\d+\ue103/g, (sign) => flat(desk.shared.get(sign)?.code ?? ''))
  const tokens = tokensOf(flat(code).replace(/, artifacts: \{ ("[^"]*"|\w+):/, ', artifacts: { x:'))
  return tokens
    .map((one, index) =>
      tokens[index + 1] !== ':' && /^["\ue100\d]/.test(one) ? one.charAt(0).replace(/\d/, '0') : one,
    )
    .join('')
}

function tokensOf(code: string): string[] {
  return code.match(token) ?? []
}

function kindOf(column: readonly string[]): Slot['kind'] | undefined {
  const all = (pattern: RegExp): boolean => column.every((one) => pattern.test(one))
  if (all(/^"/)) return 'text'
  if (all(/^\d+$/)) return 'number'
  return all(/^\ue100/) ? 'constant' : undefined
}
