import { allOf, anyOf, no, notOf, yes } from '../../../src/condition/build.ts'
import type { Condition, Status } from '../../../src/ir.ts'
import { evaluate, parseExpression, plainOf } from '../simulate/expression.ts'
import { aliased } from './aliases.ts'
import { calls, type Node, pathsIn } from './expression.ts'
import type { Known } from './known.ts'
import { readTest } from './leaf.ts'
import { printExpression } from './print-expression.ts'

/** What an `if` says. */
export interface When {
  readonly status: Status
  readonly condition: Condition
  /** The needed jobs that must have succeeded, where it is said of each; the others may have been skipped. */
  readonly must?: ReadonlySet<string>
}

const statusNames = ['success', 'failure', 'always', 'cancelled'] as const

/** An `if` as a condition. What has no portable meaning stays in the vendor's own words. */
export function readCondition(node: Node, known: Known, needs: readonly string[] = []): When {
  const parts = ('all' in node ? node.all : [node]).map(aliased)
  const statuses = parts.flatMap((part) => statusOf(part) ?? [])
  const rest = parts.filter((part) => statusOf(part) === undefined)
  if (statuses.length > 1 || rest.some((part) => calls(part, statusNames))) return inTheirWords(node)
  const status = statuses[0] ?? 'success'
  if (status === 'unfailed') {
    if (rest.some(asksResults)) return inTheirWords(node)
    return { status: 'success', condition: treeOf(rest, known), must: new Set() }
  }
  const results = rest.filter(asksResults)
  if (results.length === 0) return { status, condition: treeOf(rest, known) }
  const must = status === 'always' ? succeeded(results, needs) : undefined
  if (must === undefined) return { status, condition: treeOf(rest, known) }
  return {
    status: 'success',
    condition: treeOf(
      rest.filter((part) => !asksResults(part)),
      known,
    ),
    must,
  }
}

/** A condition in the vendor's own words. */
export function vendorTest(text: string): Condition {
  return { test: 'vendor', texts: { github: text } }
}

/** What an `if` says, in the vendor's own words. */
export function inTheirWords(node: Node): When {
  return { status: 'success', condition: vendorTest(printExpression(node)) }
}

/** What a part of an `if` says of how the steps or jobs before ended; undefined where it speaks of something else. */
export function statusOf(node: Node): Status | 'unfailed' | undefined {
  const inner = 'not' in node ? node.not : node
  if (!('call' in inner) || inner.args.length > 0) return undefined
  if (!('not' in node))
    return inner.call === 'cancelled'
      ? undefined
      : (statusNames.find((name) => name === inner.call) as Status | undefined)
  return inner.call === 'cancelled' ? 'always' : inner.call === 'failure' ? 'unfailed' : undefined
}

function asksResults(node: Node): boolean {
  return pathsIn(node).some((path) => path[0] === 'needs' && (path[2] === 'result' || path.length === 1))
}

// That every needed job succeeded, or was skipped at most.
function succeeded(parts: readonly Node[], needs: readonly string[]): ReadonlySet<string> | undefined {
  const must = new Set<string>()
  const allowed = new Set<string>()
  const unfailed = new Set<string>()
  const uncancelled = new Set<string>()
  let none = { failure: false, cancelled: false }
  for (const part of parts) {
    const one = resultOf(part)
    const many = 'any' in part ? part.any.map(resultOf) : []
    const [first] = many
    if (one?.sign === '==' && one.result === 'success') must.add(one.job)
    else if (one?.sign === '!=' && one.result === 'failure') unfailed.add(one.job)
    else if (one?.sign === '!=' && one.result === 'cancelled') uncancelled.add(one.job)
    else if (
      first !== undefined &&
      many.every((other) => other?.sign === '==' && other.job === first.job) &&
      many
        .map((other) => other?.result)
        .sort()
        .join() === 'skipped,success'
    )
      allowed.add(first.job)
    else {
      const result = noneOf(part)
      if (result === undefined) return undefined
      none = { ...none, [result]: true }
    }
  }
  const all = none.failure && none.cancelled
  const told = (job: string): boolean =>
    must.has(job) || allowed.has(job) || all || (unfailed.has(job) && uncancelled.has(job))
  return needs.every(told) ? must : undefined
}

function resultOf(node: Node): { readonly job: string; readonly sign: string; readonly result: string } | undefined {
  if (!('sign' in node) || !('path' in node.left) || !('value' in node.right)) return undefined
  const [context, job = '', key] = node.left.path
  if (context !== 'needs' || key !== 'result' || node.left.path.length !== 3) return undefined
  return { job, sign: node.sign, result: String(node.right.value) }
}

// `!contains(needs.*.result, 'failure')`
function noneOf(node: Node): 'failure' | 'cancelled' | undefined {
  if (!('not' in node) || !('call' in node.not) || node.not.call !== 'contains') return undefined
  const [list, what] = node.not.args
  if (list === undefined || what === undefined || !('value' in what)) return undefined
  if (printExpression(list) !== 'needs.*.result') return undefined
  return what.value === 'failure' || what.value === 'cancelled' ? what.value : undefined
}

function treeOf(parts: readonly Node[], known: Known): Condition {
  return allOf(parts.map((part) => tree(part, known)))
}

function tree(node: Node, known: Known): Condition {
  const decided = byCell(node, known)
  if (decided !== undefined) return decided
  if ('all' in node) return allOf(node.all.map((part) => tree(part, known)))
  if ('any' in node) return anyOf(node.any.map((part) => tree(part, known)))
  if ('not' in node) return notOf(tree(node.not, known))
  if ('value' in node) return isTruthy(node.value) ? yes : no
  return readTest(node, known) ?? vendorTest(printExpression(node))
}

function isTruthy(value: unknown): boolean {
  return !(value === null || value === false || value === 0 || value === '' || Number.isNaN(value))
}

/** What hangs on the matrix and the system of the machine alone is worked out for each cell. */
function byCell(node: Node, { job }: Known): Condition | undefined {
  const paths = pathsIn(node)
  if (job === undefined || paths.length === 0) return undefined
  const ofCell = (path: readonly string[]): boolean =>
    path[0] === 'matrix' || (path[0] === 'runner' && path[1] === 'os' && path.length === 2)
  if (!paths.every(ofCell)) return undefined
  const asksSystem = paths.some((path) => path[0] === 'runner')
  const { cells } = job
  if (cells === undefined || (asksSystem && job.systems.some((system) => system === undefined))) return undefined
  const parsed = parseExpression(printExpression(node))
  if (parsed === undefined) return undefined
  const holds = cells.map((cell, index) => {
    const answer = evaluate(parsed, { matrix: cell, runner: { os: titles[job.systems[index] ?? ''] ?? '' } })
    return answer === undefined ? undefined : isTruthy(plainOf(answer))
  })
  if (holds.includes(undefined)) return undefined
  if (holds.every((one) => one === true)) return yes
  if (holds.every((one) => one === false)) return no
  return cellsWhere(cells, holds as readonly boolean[], keysOf(paths, job.keys, cells))
}

const titles: Readonly<Record<string, string>> = { linux: 'Linux', windows: 'Windows', macos: 'macOS' }

function keysOf(
  paths: readonly (readonly string[])[],
  keys: ReadonlySet<string>,
  cells: readonly Readonly<Record<string, unknown>>[],
): readonly string[] {
  const named = [...new Set(paths.filter((path) => path[0] === 'matrix').map((path) => path[1] ?? ''))]
  const plain = (key: string): boolean => cells.every((cell) => typeof (cell[key] ?? '') !== 'object')
  // The system follows from some axis; the fewest that tell the cells apart are found by trying.
  return paths.some((path) => path[0] === 'runner')
    ? [...new Set([...named, ...keys])].filter(plain)
    : named.filter(plain)
}

function cellsWhere(
  cells: readonly Readonly<Record<string, unknown>>[],
  holds: readonly boolean[],
  keys: readonly string[],
): Condition | undefined {
  const text = (cell: Readonly<Record<string, unknown>>, key: string): string => String(cell[key] ?? '')
  for (const chosen of [...keys.map((key) => [key]), keys]) {
    const rows = new Map<string, { readonly cell: Readonly<Record<string, unknown>>; readonly hold: boolean }>()
    const clash = cells.some((cell, index) => {
      const row = JSON.stringify(chosen.map((key) => text(cell, key)))
      const other = rows.get(row)
      const hold = holds[index] === true
      rows.set(row, { cell, hold })
      return other !== undefined && other.hold !== hold
    })
    if (clash || chosen.length === 0) continue
    const all = [...rows.values()]
    const test = ({ cell }: (typeof all)[number]): Condition =>
      allOf(chosen.map((key) => ({ test: 'equals', value: { ref: 'matrix', key }, to: text(cell, key) })))
    const [wanted, others] = [all.filter((row) => row.hold), all.filter((row) => !row.hold)]
    return others.length < wanted.length ? allOf(others.map((row) => notOf(test(row)))) : anyOf(wanted.map(test))
  }
  return undefined
}
