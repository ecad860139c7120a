import type { Pattern } from './pattern.ts'

/** Patterns that let through what a regular expression does. */
export interface RegexPatterns {
  readonly patterns: readonly Pattern[]
  /** Whether they let more through. */
  readonly wider: boolean
}

/**
 * A regular expression for names of branches and tags as portable patterns; undefined where none come near. Without
 * anchors it finds its text anywhere, unless it has to match `whole` names.
 */
export function patternsOfRegex(source: string, { whole = false } = {}): RegexPatterns | undefined {
  const parts = branches(source)
  const made = parts.flatMap((part) => patternOf(part, whole) ?? [])
  if (made.length < parts.length || made.length === 0) return undefined
  return { patterns: [...new Set(made.map(({ pattern }) => pattern))], wider: made.some(({ wider }) => wider) }
}

// `a|b` and `^(a|b)$`, `^(a)$`, and `^(v|release-)\d`.
function branches(source: string): readonly string[] {
  const top = split(source)
  if (top.length > 1) return top.flatMap(branches)
  const group = /^([^()]*)\((?:\?:)?((?!\?)[^()]*)\)(?![?*+{])([^()]*)$/.exec(source)
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

const charset = String.raw`\[\^?(?:\\.|[^\]\\])*\]|\\[dDsSwW]|\.`
const group = String.raw`\((?!\?[a-z])(?:\\[^1-9]|[^()\\]|\((?!\?[a-z])(?:\\[^1-9]|[^()\\])*\))*\)`
const times = String.raw`(?:[*+?]|\{[\d,]*\})\??`
const folders = /^\((?:\?:)?\.\*\\?\/\)\?/
const anything = /^\.\*\??/
const anyPart = /^\[\^\\?\/\]\*\??/
const something = /^(?:\.|(\[\^\\?\/\]))\+\??/
const vague = new RegExp(`^(?:${charset}|${group})(?:${times})?`)
const letter = new RegExp(String.raw`^(?:\\([./+@_#%~-])|([\w/@ _-]))(${times})?`)

interface Piece {
  readonly length: number
  readonly pattern: Pattern
  readonly wider: boolean
}

function patternOf(source: string, whole: boolean): { readonly pattern: Pattern; readonly wider: boolean } | undefined {
  const [, from, middle = '', to] = /^(\^|\\A)?([\s\S]*?)(\$|\\[zZ])?$/.exec(source) ?? []
  const isWhole = whole && from === undefined && to === undefined
  let [pattern, wider, deep] = [isWhole || from !== undefined ? '' : '**', false, 0]
  for (let rest = middle; rest !== ''; ) {
    const found = pieceOf(rest, pattern)
    if (found === undefined) return undefined
    const single = /(?<!\*)\*$/.test(pattern)
    // Two single stars side by side are a double one, which matches slashes too.
    wider ||= found.wider || (single && /^\*(?!\*$)/.test(found.pattern))
    if (found.pattern === '**/' && pattern.endsWith('*')) pattern += '**'
    else {
      if (found.pattern === '**/') deep++
      pattern += found.pattern
    }
    rest = rest.slice(found.length)
  }
  if (!isWhole && to === undefined) pattern += '**'
  pattern = pattern.replaceAll(/\*{3,}/g, '**')
  if (pattern === '') return undefined
  // A pattern leaves out the slash behind two stars where it leaves out all before it.
  return { pattern, wider: wider || pattern.split('**/').length - 1 > deep }
}

function pieceOf(rest: string, before: Pattern): Piece | undefined {
  const exact = (expression: RegExp, pattern: Pattern): Piece | undefined => {
    const length = expression.exec(rest)?.[0].length
    return length === undefined ? undefined : { length, pattern, wider: false }
  }
  return (
    exact(folders, '**/') ??
    exact(anything, '**') ??
    exact(anyPart, '*') ??
    somethingIn(rest, before) ??
    vaguelyIn(rest) ??
    letterIn(rest)
  )
}

// No part of a name is empty, so that a star for a whole part stands for something.
function somethingIn(rest: string, before: Pattern): Piece | undefined {
  const found = something.exec(rest)
  if (found === null) return undefined
  const { length } = found[0]
  const begins = before === '**/' || /^$|(?<!\*)\/$/.test(before)
  const isPart = begins && /^$|^\\?\//.test(rest.slice(length))
  return { length, pattern: found[1] === undefined ? '**' : '*', wider: !isPart }
}

function vaguelyIn(rest: string): Piece | undefined {
  const text = vague.exec(rest)?.[0]
  if (text === undefined) return undefined
  const parts = [...text.matchAll(/\\.|\[(?:\\.|[^\]\\])*\]|[\s\S]/g)].map(([part]) => part)
  const mayBeSlash = parts.some((part) => part === '.' || part === '/' || (part.length > 1 && matchesSlash(part)))
  return { length: text.length, pattern: mayBeSlash ? '**' : '*', wider: true }
}

function matchesSlash(charset: string): boolean {
  try {
    return new RegExp(charset).test('/')
  } catch {
    return true
  }
}

function letterIn(rest: string): Piece | undefined {
  const found = letter.exec(rest)
  if (found === null) return undefined
  const text = found[1] ?? found[2] ?? ''
  const wider = found[3] !== undefined
  return { length: found[0].length, pattern: wider ? (text === '/' ? '**' : '*') : text, wider }
}
