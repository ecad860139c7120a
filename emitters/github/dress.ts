import { annotate, type Yaml, type YamlMap } from '../../src/document.ts'
import { versionOf } from './pins.ts'
import type { GithubWorkflow } from './schema.ts'

/** A workflow as a document: with blank lines between its parts and jobs, and versions behind the actions. */
export function dress(workflow: GithubWorkflow): YamlMap {
  return Object.fromEntries(
    Object.entries(workflow).map(([key, value]) => {
      const part = key === 'jobs' ? jobs(value as GithubWorkflow['jobs']) : dressed(value as Yaml)
      return [key, key === 'name' ? part : annotate(part, { blank: true })]
    }),
  )
}

function jobs(all: GithubWorkflow['jobs']): YamlMap {
  return Object.fromEntries(
    Object.entries(all).map(([id, job]) => [id, annotate(dressed(job as unknown as Yaml), { blank: true })]),
  )
}

function dressed(value: Yaml): Yaml {
  if (value === null) return annotate(value, { empty: true })
  if (typeof value !== 'object') return value
  if (Array.isArray(value)) {
    const items: readonly Yaml[] = value
    return items.every((item) => typeof item !== 'object') ? annotate(items, { flow: true }) : items.map(dressedOnce)
  }
  const made: Record<string, Yaml> = {}
  for (const key of Object.keys(value)) {
    const entry = (value as YamlMap)[key]
    if (entry === undefined) continue
    const version = key === 'uses' && typeof entry === 'string' ? versionOf(entry) : undefined
    made[key] = version === undefined ? dressed(entry) : annotate(entry, { after: version })
  }
  return made
}

const known = new WeakMap<object, Yaml>()

// What is one object in many jobs, such as a step, stays one.
function dressedOnce(value: Yaml): Yaml {
  if (typeof value !== 'object' || value === null) return dressed(value)
  const made = known.get(value) ?? dressed(value)
  known.set(value, made)
  return made
}
