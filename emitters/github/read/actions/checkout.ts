import type { Checkout } from '../../../../src/ir.ts'
import type { Origin } from '../../../../src/origin.ts'
import { type ActionCall, inputOf } from '../action.ts'
import { aliased } from '../aliases.ts'
import type { Known } from '../known.ts'
import { printExpression } from '../print-expression.ts'
import { wholeOf } from '../template.ts'

/** A checkout of the project itself; undefined for one of another repository, into another place, or of another commit. */
export function readCheckout(call: ActionCall, known: Known, origin: Origin): Checkout | undefined {
  if (call.action !== 'actions/checkout') return undefined
  if (['repository', 'path', 'sparse-checkout'].some((name) => inputOf(call, name) !== undefined)) return undefined
  const pullRequest = pullRequestOf(inputOf(call, 'ref'), known)
  const depth = Number(inputOf(call, 'fetch-depth') ?? '1')
  if (pullRequest === undefined || !(Number.isInteger(depth) && depth >= 0)) return undefined
  const submodules = inputOf(call, 'submodules')
  return {
    depth,
    submodules: submodules === 'true' ? 'direct' : submodules === 'recursive' ? 'recursive' : 'none',
    lfs: inputOf(call, 'lfs') === 'true',
    tags: inputOf(call, 'fetch-tags') === 'true',
    credentials: inputOf(call, 'persist-credentials') !== 'false',
    pullRequest,
    origin,
  }
}

const heads: ReadonlySet<string> = new Set([
  'github.event.pull_request.head.sha',
  'github.event.pull_request.head.sha || github.sha',
  'github.head_ref',
  'github.head_ref || github.ref',
  'github.head_ref || github.ref_name',
  'github.head_ref || github.sha',
])

function pullRequestOf(ref: string | undefined, { kinds }: Known): Checkout['pullRequest'] | undefined {
  // Without pull requests the two are one, and the shorter word is that of the last commit.
  if (ref === undefined) return kinds.has('pullRequest') ? 'merge' : 'head'
  const node = wholeOf(ref)?.node
  if (node === undefined) return undefined
  const expression = printExpression(aliased(node))
  if (expression === 'github.sha' || expression === 'github.ref') return kinds.has('pullRequest') ? 'merge' : 'head'
  return heads.has(expression) ? 'head' : undefined
}
