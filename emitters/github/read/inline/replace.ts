import type { Data, DataMap } from '../../../../src/yaml/data.ts'
import { isTagged } from '../../../../src/yaml/data.ts'
import { type Node, replaced, textOf } from '../expression.ts'
import { printExpression } from '../print-expression.ts'
import { mapOf } from '../source.ts'
import { partsOf, readIf } from '../template.ts'
import type { Filling } from './filling.ts'
import { fold, foldCondition, plainValue } from './fold.ts'
import { type Places, placed } from './places.ts'

/** What the names of contexts mean inside of what is called. */
export interface Scope {
  /** What takes the place of a path; undefined: it means the same outside. */
  readonly fill: (path: readonly string[]) => Filling | undefined
  /** Says why something cannot be said outside. */
  readonly tell: (why: string) => void
  readonly places: Places
}

/** A value of a file with all that its expressions name filled in. */
export function replaceIn(value: Data, scope: Scope, key?: string | number): Data {
  if (typeof value === 'string') return key === 'if' ? replaceIf(value, scope) : replaceText(value, scope)
  if (typeof value !== 'object' || value === null || isTagged(value)) return value
  const place = scope.places.get(value)
  if (Array.isArray(value))
    return placed(
      (value as readonly Data[]).map((item) => replaceIn(item, scope)),
      place,
      scope.places,
    )
  return placed(replaceMap(value as DataMap, scope), place, scope.places)
}

/** The same for all entries of a mapping. */
export function replaceMap(map: DataMap, scope: Scope): DataMap {
  return Object.fromEntries(Object.entries(map).map(([key, entry]) => [key, replaceIn(entry, scope, key)]))
}

/** An expression with all filled in that it names. */
export function replaceNode(node: Node, scope: Pick<Scope, 'fill'>): Node {
  return replaced(node, (part) => ('path' in part ? scope.fill(part.path)?.node : undefined))
}

function replaceIf(text: string, scope: Scope): Data {
  const { node } = readIf(text)
  if (node === undefined) return unreadable(text, scope)
  const made = replaceNode(node, scope)
  if (textOf(made) === textOf(node)) return text
  const left = foldCondition(made)
  return 'value' in left && typeof left.value !== 'string' ? left.value : printExpression(left)
}

function replaceText(text: string, scope: Scope): Data {
  if (!text.includes('${{')) return text
  const parts = partsOf(text)
  const made = parts.map((part): Data => {
    if (typeof part === 'string') return part
    const asIs = `\${{ ${part.expression} }}`
    if (part.node === undefined) return unreadable(asIs, scope)
    if ('path' in part.node) return scope.fill(part.node.path)?.text ?? asIs
    const node = replaceNode(part.node, scope)
    if (textOf(node) === textOf(part.node)) return asIs
    const value = plainValue(node)
    if (value !== undefined) return value as Data
    return `\${{ ${printExpression(fold(node))} }}`
  })
  const [only, ...more] = made
  if (only !== undefined && more.length === 0) return typed(only, parts[0], scope)
  return made.map(wordIn).join('')
}

// What is the whole of a value keeps its kind.
function typed(value: Data, part: ReturnType<typeof partsOf>[number] | undefined, scope: Scope): Data {
  if (typeof part !== 'object' || part.node === undefined || !('path' in part.node)) return value
  const node = scope.fill(part.node.path)?.node
  return node !== undefined && 'value' in node ? node.value : value
}

function wordIn(value: Data): string {
  return value === null
    ? ''
    : typeof value === 'object'
      ? mapOf(value) === undefined
        ? 'Array'
        : 'Object'
      : String(value)
}

function unreadable(text: string, { tell }: Scope): string {
  if (/\b(inputs|steps|needs|secrets|jobs|github\.action)\b/.test(text)) tell('an expression of it cannot be read')
  return text
}
