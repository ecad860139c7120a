import { type Node, replaced } from './expression.ts'

// One value has several names.
// https://docs.github.com/actions/reference/workflows-and-actions/contexts#github-context
const others: Readonly<Record<string, readonly string[]>> = {
  'secrets.GITHUB_TOKEN': ['github', 'token'],
  'secrets.github_token': ['github', 'token'],
  'github.event.pull_request.head.ref': ['github', 'head_ref'],
  'github.event.pull_request.base.ref': ['github', 'base_ref'],
  'github.event.number': ['github', 'event', 'pull_request', 'number'],
}

/** An expression in which each value has the one name that we write for it. */
export function aliased(node: Node): Node {
  return replaced(node, (part) => {
    if (!('path' in part)) return undefined
    const other = others[part.path.join('.')]
    return other === undefined ? undefined : { path: other }
  })
}
