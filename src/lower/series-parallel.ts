import { bestCut } from './cut.ts'
import { type Order, orderOf, precedes, type Waits } from './order.ts'

/** Jobs in groups that run one after another, or at the same time. A group never stands directly in one of its own kind. */
export type Tree =
  | { readonly job: string }
  | { readonly serial: readonly Tree[] }
  | { readonly parallel: readonly Tree[] }

/** A wait that the story does not ask for. */
export interface AddedWait {
  readonly job: string
  readonly waitsFor: string
}

/**
 * Jobs that wait for each other as nested groups. Every wait is kept. Where the order holds an N (a before c and d, b
 * before d, and else nothing), no such groups are exact: then waits are added, as few as a few ways to cut the order
 * need, and each is told. Waits must not lead in circles; a wait for a job that is not listed counts for nothing.
 */
export function seriesParallel(
  jobs: readonly string[],
  waits: Waits,
): { readonly tree: Tree; readonly added: readonly AddedWait[] } {
  const order = orderOf(jobs, waits)
  const added: AddedWait[] = []
  const tree = build(
    jobs.map((_, index) => index),
    order,
    added,
  )
  return { tree, added }
}

/** The jobs of a tree, from left to right. */
export function leavesOf(tree: Tree): readonly string[] {
  if ('job' in tree) return [tree.job]
  return ('serial' in tree ? tree.serial : tree.parallel).flatMap(leavesOf)
}

function build(set: readonly number[], order: Order, added: AddedWait[]): Tree {
  if (set.length === 1) return { job: order.jobs[set[0] as number] as string }
  const comparable = (a: number, b: number) => precedes(order, a, b) || precedes(order, b, a)
  const apart = components(set, comparable)
  if (apart.length !== 1) return group('parallel', apart, order, added)
  const chained = components(set, (a, b) => !comparable(a, b))
  // Whatever stands in two parts is comparable, so that any job of each tells which part comes first.
  if (chained.length > 1) {
    const sorted = chained.toSorted(([a], [b]) => (precedes(order, a as number, b as number) ? -1 : 1))
    return group('serial', sorted, order, added)
  }
  const { first, second } = bestCut(set, order)
  for (const job of second) {
    for (const waitsFor of first) {
      if (precedes(order, waitsFor, job)) continue
      added.push({ job: order.jobs[job] as string, waitsFor: order.jobs[waitsFor] as string })
    }
  }
  return group('serial', [first, second], order, added)
}

function group(
  kind: 'serial' | 'parallel',
  parts: readonly (readonly number[])[],
  order: Order,
  added: AddedWait[],
): Tree {
  const trees = parts.map((part) => build(part, order, added))
  return kind === 'serial'
    ? { serial: trees.flatMap((tree) => ('serial' in tree ? tree.serial : [tree])) }
    : { parallel: trees.flatMap((tree) => ('parallel' in tree ? tree.parallel : [tree])) }
}

/** The parts of a set that links hold together, each in the order of the set. */
function components(set: readonly number[], linked: (a: number, b: number) => boolean): readonly (readonly number[])[] {
  const parts: number[][] = []
  let left = set
  while (left.length > 0) {
    const found = [left[0] as number]
    left = left.slice(1)
    for (let next = 0; next < found.length; next++) {
      const near = found[next] as number
      const rest: number[] = []
      for (const other of left) (linked(near, other) ? found : rest).push(other)
      left = rest
    }
    const part = new Set(found)
    parts.push(set.filter((one) => part.has(one)))
  }
  return parts
}
