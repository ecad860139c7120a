import type { Graph, Node } from './graph.ts'

/** A node with its place, in pixels. */
export interface Placed extends Node {
  readonly x: number
  readonly y: number
  readonly width: number
}

/** A picture of a graph: where everything stands. */
export interface Layout {
  readonly width: number
  readonly height: number
  readonly nodes: readonly Placed[]
  readonly edges: readonly { readonly from: Placed; readonly to: Placed }[]
}

/** The height of a node, in pixels. */
export const nodeHeight = 44
const gap = { x: 56, y: 16 }
const margin = 16

/** Places layers beside each other, each job near those that it waits for. */
export function layOut({ layers, edges }: Graph): Layout {
  const placed = new Map<string, Placed>()
  const highest = Math.max(0, ...layers.map((layer) => layer.length)) * (nodeHeight + gap.y) - gap.y
  let x = margin
  for (const layer of layers) {
    const width = Math.max(96, ...layer.map(({ job, note }) => Math.max(job.length * 8.2, note.length * 6.2) + 28))
    const top = margin + (highest - (layer.length * (nodeHeight + gap.y) - gap.y)) / 2
    const wanted = new Map(layer.map(({ job }) => [job, middle(job, placed, edges)]))
    const sorted = [...layer].sort((a, b) => (wanted.get(a.job) ?? 0) - (wanted.get(b.job) ?? 0))
    for (const [index, node] of sorted.entries())
      placed.set(node.job, { ...node, x, y: top + index * (nodeHeight + gap.y), width })
    x += width + gap.x
  }
  return {
    width: Math.round(x - gap.x + margin),
    height: Math.round(highest + 2 * margin),
    nodes: [...placed.values()],
    edges: edges.flatMap(({ from, to }) => {
      const [a, b] = [placed.get(from), placed.get(to)]
      return a === undefined || b === undefined ? [] : [{ from: a, to: b }]
    }),
  }
}

function middle(job: string, placed: ReadonlyMap<string, Placed>, edges: Graph['edges']): number {
  const before = edges.filter(({ to }) => to === job).flatMap(({ from }) => placed.get(from)?.y ?? [])
  return before.length === 0 ? 0 : before.reduce((sum, y) => sum + y, 0) / before.length
}
