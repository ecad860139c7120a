import type { Tree } from '../../src/lower/series-parallel.ts'

/** Groups of jobs, some with jobs that run where the group fails. */
export type Node =
  | { readonly job: string; readonly onFail: readonly string[] }
  | { readonly serial: readonly Node[]; readonly onFail: readonly string[] }
  | { readonly parallel: readonly Node[]; readonly onFail: readonly string[] }

/** A tree of jobs, as yet without what runs after failures. */
export function nodeOf(tree: Tree): Node {
  if ('job' in tree) return { job: tree.job, onFail: [] }
  return 'serial' in tree
    ? { serial: tree.serial.map(nodeOf), onFail: [] }
    : { parallel: tree.parallel.map(nodeOf), onFail: [] }
}

/** The jobs of a node, from left to right. */
export function jobsIn(node: Node): readonly string[] {
  if ('job' in node) return [node.job]
  return ('serial' in node ? node.serial : node.parallel).flatMap(jobsIn)
}

/**
 * The tree with a job that runs where one of some others fails: it hangs on the group that holds just these. undefined: there
 * is no such group, and neither a part of a chain that could be one.
 */
export function hangOn(node: Node, jobs: ReadonlySet<string>, late: string): Node | undefined {
  const own = jobsIn(node)
  if (own.length === jobs.size && own.every((job) => jobs.has(job))) return { ...node, onFail: [...node.onFail, late] }
  if ('job' in node) return undefined
  const parts = 'serial' in node ? node.serial : node.parallel
  const touched = parts.filter((part) => jobsIn(part).some((job) => jobs.has(job)))
  const [first] = touched
  if (first === undefined) return undefined
  if (touched.length === 1) {
    const made = hangOn(first, jobs, late)
    return made === undefined
      ? undefined
      : withParts(
          node,
          parts.map((part) => (part === first ? made : part)),
        )
  }
  if (!touched.every((part) => jobsIn(part).every((job) => jobs.has(job)))) return undefined
  const start = parts.indexOf(first)
  const inRow = touched.every((part, index) => parts[start + index] === part)
  if (!inRow && 'serial' in node) return undefined
  const group: Node = 'serial' in node ? { serial: touched, onFail: [late] } : { parallel: touched, onFail: [late] }
  return withParts(node, [
    ...parts.slice(0, start),
    group,
    ...parts.slice(start).filter((part) => !touched.includes(part)),
  ])
}

function withParts(node: Node, parts: readonly Node[]): Node {
  return 'serial' in node ? { ...node, serial: parts } : { ...node, parallel: parts }
}
