import type { Graph } from './graph.ts'
import { type Layout, layOut, nodeHeight, type Placed } from './layout.ts'

const style = `
  text { font: 13px ui-sans-serif, system-ui, sans-serif; fill: #1f2328 }
  .note { font-size: 11px; fill: #59636e }
  rect { fill: #fff; stroke: #818b98; stroke-width: 1.5 }
  path { fill: none; stroke: #818b98; stroke-width: 1.5 }
  marker path { fill: #818b98; stroke: none }
  .succeeded { fill: #dafbe1; stroke: #1a7f37 }
  .failed { fill: #ffebe9; stroke: #cf222e }
  .waiting { fill: #fff8c5; stroke: #9a6700 }
  .skipped, .held { fill: #f6f8fa; stroke-dasharray: 4 3 }
  .held { stroke: #cf222e }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc }
    .note { fill: #9198a1 }
    path { stroke: #656c76 }
    marker path { fill: #656c76 }
    .succeeded { fill: #12341d; stroke: #3fb950 }
    .failed { fill: #3c1618; stroke: #f85149 }
    .waiting { fill: #3a2c0a; stroke: #d29922 }
    .skipped, .held { fill: #161b22; stroke: #656c76 }
    .held { stroke: #f85149 }
  }
`

/** A plan as a picture that reads on light and dark pages. */
export function svgOf(graph: Graph, title: string): string {
  const { width, height, nodes, edges }: Layout = layOut(graph)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escaped(title)}</title>
<style>${style}</style>
<marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z"/></marker>
${[...edges.map(({ from, to }) => edge(from, to)), ...nodes.map(node)].join('\n')}
</svg>
`
}

function edge(from: Placed, to: Placed): string {
  const [x1, y1, x2, y2] = [from.x + from.width, from.y + nodeHeight / 2, to.x - 2, to.y + nodeHeight / 2]
  const bend = Math.max(24, (x2 - x1) / 2)
  return `<path d="${['M', x1, y1, 'C', x1 + bend, y1, x2 - bend, y2, x2, y2].map(short).join(' ')}" marker-end="url(#arrow)"/>`
}

function node({ job, fate, note, x, y, width }: Placed): string {
  return `<g><title>${escaped(`${job}: ${note}`)}</title><rect class="${fate}" x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${nodeHeight}" rx="6"/><text x="${short(x + 12)}" y="${short(y + 19)}">${escaped(job)}</text><text class="note" x="${short(x + 12)}" y="${short(y + 35)}">${escaped(note)}</text></g>`
}

function short(value: number | string): string {
  return typeof value === 'string' ? value : String(Math.round(value * 10) / 10)
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
