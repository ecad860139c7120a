/** Patterns that let through what a regular expression does. */
export interface Patterns {
  readonly patterns: readonly string[]
  /** Whether they let more through. */
  readonly wider: boolean
}

/** A regular expression, which finds its text anywhere, as portable patterns; undefined where no pattern comes near. */
export function patternsOf(source: string): Patterns | undefined {
  const parts = branches(source)
  const made = parts.flatMap((part) => patternOf(part) ?? [])
  if (made.length < parts.length || made.length === 0) return undefined
  return { patterns: [...new Set(made.map(({ pattern }) => pattern))], wider: made.some(({ wider }) => wider) }
}

// `a|b` and `^(a|b)$`, and `^(v|release-)\d`.
function branches(source: string): readonly string[] {
  const top = split(source)
  if (top.length > 1) return top.flatMap(branches)
  const group = /^([^()]*)\((?:\?:)?([^()]*\|[^()]*)\)(?![?*+{])([^()]*)$/.exec(source)
  if (group === null) return [source]
  const [, before = '', inner = '', after = ''] = group
  return inner.split('|').map((one) => `${before}${one}${after}`)
}

function split(source: string): readonly string[] {
  const parts: string[] = []
  let [depth, part] = [0, '']
  for (const [piece] of source.matchAll(/\\[\s\S]|\[(?:\\.|[^\]])*\]|[\s\S]/g)) {
    if (piece === '(') depth++
    if (piece === ')') depth--
    if (piece === '|' && depth === 0) {
      parts.push(part)
      part = ''
    } else part += piece
  }
  return [...parts, part]
}

const piece =
  /^(?:(\.[*+]\??)|((?:\[\^?(?:\\.|[^\]\\])*\]|\\[dwSW]|\.|\((?:\\.|[^()\\])*\)|\((?:[^()]|\([^()]*\))*\))(?:[*+?]|\{[\d,]*\})?\??)|\\([./+@_-])|([\w/@ _-]))/

function patternOf(source: string): { readonly pattern: string; readonly wider: boolean } | undefined {
  const [, from = '', middle = '', to = ''] = /^(\^|\\A)?([\s\S]*?)(\$|\\[zZ])?$/.exec(source) ?? []
  let [pattern, wider] = ['', false]
  for (let at = 0; at < middle.length; ) {
    const found = piece.exec(middle.slice(at))
    if (found === null) return undefined
    const [whole, any, many, escaped, plain] = found
    at += whole.length
    const quantifier = /^(?:[*+?]|\{[\d,]*\})/.exec(middle.slice(at))?.[0]
    if (any !== undefined) {
      pattern += '**'
      wider ||= any.startsWith('.+')
    } else if (many !== undefined) {
      pattern += /^\.|\/|^\[\^|\\[SW]/.test(many) ? '**' : '*'
      wider = true
    } else if (quantifier !== undefined) {
      at += quantifier.length
      pattern += '*'
      wider = true
    } else pattern += escaped ?? plain ?? ''
  }
  const all = `${from === '' ? '**' : ''}${pattern}${to === '' ? '**' : ''}`.replaceAll(/\*{3,}/g, '**')
  return all === '' ? undefined : { pattern: all, wider }
}
