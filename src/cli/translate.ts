import type { Report } from '../diagnostics.ts'
import { emitStories, type Output } from '../emit.ts'
import type { Pipeline } from '../ir.ts'
import { vendorsOf } from './choose-vendors.ts'

/** The outputs of stories: for the vendors that each names, or, where `asked`, all for all of the given vendors. */
export async function translate(
  pipelines: readonly Pipeline[],
  ids: readonly string[],
  asked: boolean,
  report: Report,
): Promise<readonly Output[]> {
  const outputs: Output[] = []
  for (const group of groupsOf(pipelines, ids, asked))
    outputs.push(...(await emitStories(group.pipelines, vendorsOf(group.ids), report)))
  if (!asked) {
    for (const { name, targets, origin } of pipelines)
      if (targets.length === 0) report('no-target', origin, { story: name })
  }
  return outputs
}

interface Group {
  readonly pipelines: readonly Pipeline[]
  readonly ids: readonly string[]
}

// Vendors of the same stories go together, so that what is said of a story as a whole is said once.
function groupsOf(pipelines: readonly Pipeline[], ids: readonly string[], asked: boolean): readonly Group[] {
  if (asked) return pipelines.length === 0 ? [] : [{ pipelines, ids }]
  const groups = new Map<string, { readonly pipelines: readonly Pipeline[]; readonly ids: string[] }>()
  for (const id of ids) {
    const own = pipelines.filter((pipeline) => pipeline.targets.includes(id))
    const key = own.map((pipeline) => pipelines.indexOf(pipeline)).join(' ')
    const group = groups.get(key)
    if (group !== undefined) group.ids.push(id)
    else if (own.length > 0) groups.set(key, { pipelines: own, ids: [id] })
  }
  return [...groups.values()]
}
