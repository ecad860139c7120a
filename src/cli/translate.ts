import type { Report } from '../diagnostics.ts'
import { emitStories, type Output } from '../emit.ts'
import type { Pipeline } from '../ir.ts'
import type { Vendor } from '../vendor.ts'

/** The outputs of stories: for the vendors that each names, or, where `asked`, all for all of the given vendors. */
export async function translate(
  pipelines: readonly Pipeline[],
  vendors: readonly Vendor[],
  asked: boolean,
  report: Report,
): Promise<readonly Output[]> {
  const outputs: Output[] = []
  for (const group of groupsOf(pipelines, vendors, asked))
    outputs.push(...(await emitStories(group.pipelines, group.vendors, report)))
  if (!asked) {
    for (const { name, targets, origin } of pipelines)
      if (targets.length === 0) report('no-target', origin, { story: name })
  }
  return outputs
}

interface Group {
  readonly pipelines: readonly Pipeline[]
  readonly vendors: readonly Vendor[]
}

// Vendors of the same stories go together, so that what is said of a story as a whole is said once.
function groupsOf(pipelines: readonly Pipeline[], vendors: readonly Vendor[], asked: boolean): readonly Group[] {
  if (asked) return [{ pipelines, vendors }]
  const groups = new Map<string, { readonly pipelines: readonly Pipeline[]; readonly vendors: Vendor[] }>()
  for (const vendor of vendors) {
    const own = pipelines.filter((pipeline) => pipeline.targets.includes(vendor.id))
    const key = own.map((pipeline) => pipelines.indexOf(pipeline)).join(' ')
    const group = groups.get(key)
    if (group !== undefined) group.vendors.push(vendor)
    else if (own.length > 0) groups.set(key, { pipelines: own, vendors: [vendor] })
  }
  return [...groups.values()]
}
