import type { DataMap } from '../../../src/yaml/data.ts'
import { textsOf } from '../../../src/yaml/look.ts'

/**
 * Whether a filter of names lets one through: patterns count in their order, and the last one that matches decides.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#onpushbranchestagsbranches-ignoretags-ignore
 */
export function letsName(filter: DataMap, key: 'branches' | 'tags', name: string): boolean {
  if (has(filter, key)) return chosen(textsOf(filter[key]), name)
  const ignored = `${key}-ignore`
  return !has(filter, ignored) || !chosen(textsOf(filter[ignored]), name)
}

/** Whether a filter says anything of branches or of tags. */
export function speaksOf(filter: DataMap, key: 'branches' | 'tags'): boolean {
  return has(filter, key) || has(filter, `${key}-ignore`)
}

// A key without a value says nothing.
function has(filter: DataMap, key: string): boolean {
  return (filter[key] ?? null) !== null
}

/**
 * Whether a filter of paths lets a change through. Where the difference cannot be told, the workflow runs.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#onpushpull_requestpull_request_targetpathspaths-ignore
 */
export function letsPaths(filter: DataMap, changed: readonly string[] | null): boolean {
  if (changed === null) return true
  if (has(filter, 'paths')) {
    const patterns = textsOf(filter.paths)
    return changed.some((path) => chosen(patterns, path))
  }
  if (!has(filter, 'paths-ignore')) return true
  const patterns = textsOf(filter['paths-ignore'])
  return changed.some((path) => !chosen(patterns, path))
}

function chosen(patterns: readonly string[], name: string): boolean {
  return patterns.reduce(
    (taken, pattern) =>
      pattern.startsWith('!') ? taken && !matches(pattern.slice(1), name) : taken || matches(pattern, name),
    false,
  )
}

const known = new Map<string, RegExp | null>()

function matches(pattern: string, name: string): boolean {
  const found = known.get(pattern) ?? expressionOf(pattern)
  known.set(pattern, found)
  return found === null ? pattern === name : found.test(name)
}

/**
 * `*` is any characters but a slash, `**` any characters (as a folder, none as well), `?` none or one of the character before, `+` one or more of
 * it, and brackets a choice of letters and digits; a backslash takes the meaning away.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet
 */
function expressionOf(pattern: string): RegExp | null {
  let source = ''
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] as string
    if (character === '\\' && at + 1 < pattern.length) source += literal(pattern[++at] as string)
    else if (pattern.startsWith('**/', at) && (at === 0 || pattern[at - 1] === '/')) {
      source += '(?:.*/)?'
      at += 2
    } else if (pattern.startsWith('**', at)) {
      source += '.*'
      at++
    } else if (character === '*') source += '[^/]*'
    else if ((character === '?' || character === '+') && source !== '') source += character
    else if (character === '[' && pattern.indexOf(']', at) > at) {
      const end = pattern.indexOf(']', at)
      source += `[${pattern.slice(at + 1, end).replaceAll(/[\\^[]/g, '\\$&')}]`
      at = end
    } else source += literal(character)
  }
  try {
    return new RegExp(`^(?:${source})$`, 'su')
  } catch {
    return null
  }
}

function literal(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/]/u, '\\$&')
}
