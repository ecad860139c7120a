import type { Checkout, Job } from '../../src/ir.ts'
import { embed } from './expression.ts'
import { pinned } from './pins.ts'
import type { JobScene, Scene } from './scene.ts'
import type { GithubStep, GithubUsesStep } from './schema.ts'
import { tidy } from './tidy.ts'
import { valueExpression } from './values.ts'
import { writeOnce } from './written.ts'

type With = NonNullable<Exclude<GithubUsesStep['with'], string>>

/** The step that fetches the sources; none where the job starts in an empty folder. */
export function writeCheckout(scene: JobScene): readonly GithubStep[] {
  const { checkout } = scene.job
  if (checkout === null) return []
  // The ref of one job may be another than that of the next.
  if (refOf(checkout, scene) !== undefined) return [checkoutStep(checkout, scene, {})]
  return [writeOnce(checkout, scene.written.checkouts, isSame, () => checkoutStep(checkout, scene, {}))]
}

function isSame(one: Checkout, other: Checkout): boolean {
  return (
    one.depth === other.depth &&
    one.submodules === other.submodules &&
    one.lfs === other.lfs &&
    one.tags === other.tags &&
    one.credentials === other.credentials
  )
}

/** A checkout with further inputs of the action. */
export function checkoutStep(checkout: Checkout, scene: Scene & { readonly job?: Job }, more: With): GithubStep {
  return {
    uses: pinned('actions/checkout'),
    with: tidy<With>({
      ref: refOf(checkout, scene),
      'fetch-depth': checkout.depth === 1 ? undefined : checkout.depth,
      'fetch-tags': checkout.tags && checkout.depth !== 0 ? true : undefined,
      submodules: checkout.submodules === 'none' ? undefined : checkout.submodules === 'recursive' ? 'recursive' : true,
      lfs: checkout.lfs ? true : undefined,
      ...more,
      'persist-credentials': checkout.credentials,
    } as With),
  }
}

// Without a ref the action takes the merge of a pull request into its target.
function refOf(checkout: Checkout, scene: Scene): string | undefined {
  if (!scene.kinds.has('pullRequest') || checkout.pullRequest === 'merge') return undefined
  return embed(valueExpression({ ref: 'context', name: 'sha' }, scene))
}
