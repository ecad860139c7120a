import { runSteps } from '../features/use.ts'
import type { Pipeline } from '../ir.ts'
import type { Origin } from '../origin.ts'
import type { Reading } from '../read/reading.ts'

/** The comments of a file, each at the node of the pipeline that it speaks of. */
export interface Arranged {
  /** Those of the file as a whole. */
  readonly head: readonly string[]
  readonly byNode: ReadonlyMap<object, readonly string[]>
}

interface Located {
  readonly origin: Origin
}

/** Gives each comment to the node whose key or item it stands at; else to the nearest one above. */
export function arrangeComments(pipeline: Pipeline, comments: Reading['comments']): Arranged {
  const nodes = nodesOf(pipeline).filter(({ origin }) => origin.line > 1 || origin.column > 1)
  const sorted = nodes
    .map((node, index) => ({ node, index }))
    .sort((a, b) => before(a.node.origin, b.node.origin) || a.index - b.index)
    .map(({ node }) => node)
  const files = new Set(nodes.map(({ origin }) => origin.file))
  const head: string[] = []
  const byNode = new Map<object, string[]>()
  for (const { text, of } of comments) {
    if (files.size > 0 && !files.has(of.file)) continue
    const node = of.line === 1 && of.column === 1 ? undefined : nodeAt(sorted, of)
    if (isPin(text) && !(node !== undefined && isVendorStep(node))) continue
    if (node === undefined) head.push(text)
    else byNode.set(node, [...(byNode.get(node) ?? []), text])
  }
  return { head, byNode }
}

// The first node at the place, else the last one above it in the file.
function nodeAt(sorted: readonly Located[], of: Origin): Located | undefined {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const node = sorted[middle]
    if (node !== undefined && before(node.origin, of) < 0) low = middle + 1
    else high = middle
  }
  const [at, above] = [sorted[low], sorted[low - 1]]
  if (at !== undefined && before(at.origin, of) === 0) return at
  return above?.origin.file === of.file ? above : undefined
}

// The version behind a pinned address means nothing without the address.
function isPin(text: string): boolean {
  return /^(?:tag[=: ]\s*)?v?\d[\w.+-]*$/.test(text)
}

function isVendorStep(node: object): boolean {
  return 'kind' in node && node.kind === 'vendor'
}

function before(a: Origin, b: Origin): number {
  return a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1
}

// The nodes that the story has a place for; where several stand at one place, the first one counts.
function nodesOf({ jobs, triggers, vendorTriggers, env }: Pipeline): readonly Located[] {
  return [
    ...triggers,
    ...triggers.flatMap((trigger) => (trigger.kind === 'manual' ? trigger.inputs : [])),
    ...vendorTriggers,
    ...env,
    ...jobs,
    ...jobs.flatMap((job) => [
      ...job.steps,
      ...job.services,
      ...job.artifacts,
      ...job.caches,
      ...job.tools,
      ...job.env,
      ...runSteps(job).flatMap((step) => step.env),
    ]),
  ]
}
