import { annotate, type Yaml, type YamlMap } from '../../src/document.ts'
import { versionOf } from './pins.ts'
import type { GithubWorkflow } from './schema.ts'

/** A workflow as a document: with blank lines between its parts and jobs. */
export function layOut(workflow: GithubWorkflow): YamlMap {
  return Object.fromEntries(
    Object.entries(workflow).map(([key, value]) => {
      const part = dress(key, value as Yaml)
      return [key, key === 'name' ? part : annotate(part, { blank: true, spaced: key === 'jobs' })]
    }),
  )
}

/** A value as the vendor's users write it: short lists on one line, nothing for null, and versions behind actions. */
export function dress(key: string | undefined, value: Yaml): Yaml {
  if (typeof value === 'string') {
    const version = key === 'uses' ? versionOf(value) : undefined
    return version === undefined ? value : annotate(value, { after: version })
  }
  if (value === null) return annotate(value, { empty: true })
  return Array.isArray(value) && value.every(isScalar) ? annotate(value, { flow: true }) : value
}

function isScalar(value: Yaml): boolean {
  return typeof value !== 'object'
}
