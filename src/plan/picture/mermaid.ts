import type { Fate } from '../plan.ts'
import type { Graph } from './graph.ts'

const styles: Readonly<Record<Fate, string>> = {
  succeeded: 'fill:#dafbe1,stroke:#1a7f37,color:#1f2328',
  failed: 'fill:#ffebe9,stroke:#cf222e,color:#1f2328',
  skipped: 'fill:#f6f8fa,stroke:#818b98,color:#59636e,stroke-dasharray:4 3',
  held: 'fill:#f6f8fa,stroke:#cf222e,color:#59636e,stroke-dasharray:4 3',
  waiting: 'fill:#fff8c5,stroke:#9a6700,color:#1f2328',
}

/** A plan as a Mermaid flow chart. */
export function mermaidOf({ layers, edges }: Graph): string {
  const nodes = layers.flat()
  const ids = new Map(nodes.map(({ job }, index) => [job, `j${index}`]))
  return [
    'flowchart LR',
    ...nodes.map(({ job, fate, note }) => `  ${ids.get(job)}["${[job, note].map(escaped).join('<br>')}"]:::${fate}`),
    ...edges.map(({ from, to }) => `  ${ids.get(from)} --> ${ids.get(to)}`),
    ...Object.entries(styles).map(([fate, style]) => `  classDef ${fate} ${style}`),
    '',
  ].join('\n')
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}
