import { verdicts } from '../check.ts'
import type { Params, Report } from '../diagnostics.ts'
import type { Pipeline } from '../ir.ts'
import type { Origin } from '../origin.ts'
import type { Level, Vendor } from '../vendor.ts'
import type { Answer } from './difference.ts'

/** What the vendor's column says of a story, use by use. */
export function answersOf(pipeline: Pipeline, vendor: Vendor): readonly Answer[] {
  return verdicts(pipeline, vendor).map(({ feature, use, cell }) => ({
    feature,
    level: cell.level,
    text: cell.text,
    job: use.job?.id,
  }))
}

/** A report that also notes what is said of features while files are written. */
export function listen(
  pipelines: readonly Pipeline[],
  report: Report,
): { readonly report: Report; readonly said: readonly Answer[] } {
  const said: Answer[] = []
  const jobAt = (at: Origin | null): string | undefined =>
    pipelines.flatMap(({ jobs }) => jobs).find(({ origin }) => origin === at)?.id
  return {
    said,
    report: (code, at, params, docs) => {
      report(code, at, params, docs)
      if (code !== 'feature-lowered' && code !== 'feature-degraded') return
      const { finding, text } = params as Params<'feature-lowered'>
      const [, level = '', feature = ''] = /^(\w+):[^/]+\/(.*)$/.exec(finding) ?? []
      said.push({ feature, level: level as Level, text, job: jobAt(at) })
    },
  }
}
