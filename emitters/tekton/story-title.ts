import type { Report } from '../../src/diagnostics.ts'
import type { Pipeline } from '../../src/ir.ts'
import { inside } from '../../src/origin.ts'
import { takeLiterally } from './collisions.ts'

/** What dashboards show of a pipeline instead of its name: https://tekton.dev/docs/pipelines/pipelines/#overview */
export function storyTitle({ title, origin }: Pipeline, report: Report): { readonly displayName?: string } {
  return title === null
    ? {}
    : { displayName: takeLiterally(title, 'the title of a story', inside(origin, 'title'), report) }
}
