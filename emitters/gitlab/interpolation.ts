import type { Report } from '../../src/diagnostics.ts'
import { plain, type YamlMap } from '../../src/document.ts'
import type { Pipeline } from '../../src/ir.ts'
import { interpolation } from './shell.ts'
import { title } from './title.ts'

/**
 * Reports texts that GitLab would take for an input. It fills in inputs wherever they stand, if the file has any, so that
 * only `variables` may name them: https://docs.gitlab.com/ci/inputs/
 */
export function checkInterpolation(
  keys: ReadonlyMap<Pipeline, ReadonlyMap<string, string>>,
  config: YamlMap,
  report: Report,
): void {
  for (const [pipeline, names] of keys) {
    for (const job of pipeline.jobs) {
      const written = { ...(plain(config[names.get(job.id) ?? job.id]) as object | undefined), variables: undefined }
      const found = textsOf(written).find((text) => text.includes(interpolation))
      if (found === undefined) continue
      const at = found.indexOf(interpolation)
      report('vendor-name', job.origin, {
        vendor: title,
        what: `a text of the job '${job.id}'`,
        name: found.slice(at, at + 30),
        why: 'it would be read as an input of the file: give it to the script by env',
      })
    }
  }
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsOf)
}
