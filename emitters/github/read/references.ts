import type { DataMap } from '../../../src/yaml/data.ts'
import { type Node, pathsIn, readExpression } from './expression.ts'
import { mapOf } from './source.ts'
import { partsOf } from './template.ts'

/** Every expression within a value of a file; those of `if` stand without braces too. */
export function expressionsIn(value: unknown): readonly Node[] {
  const found: Node[] = []
  walk(value, false, found)
  return found
}

function walk(value: unknown, isCondition: boolean, found: Node[]): void {
  if (typeof value === 'string') {
    if (!value.includes('${{')) {
      const node = isCondition ? readExpression(value) : undefined
      if (node !== undefined) found.push(node)
      return
    }
    for (const part of partsOf(value)) if (typeof part === 'object' && part.node !== undefined) found.push(part.node)
  } else if (Array.isArray(value)) for (const item of value) walk(item, false, found)
  else if (mapOf(value) !== undefined)
    for (const [key, entry] of Object.entries(value as DataMap)) walk(entry, key === 'if', found)
}

interface Asked {
  readonly within: ReadonlySet<string>
  readonly outside: ReadonlySet<string>
}

const known = new WeakMap<DataMap, Asked>()

/** The ids of the steps whose results a job asks for: anywhere but in its outputs, and in its outputs. */
export function askedSteps(job: DataMap): Asked {
  const found = known.get(job) ?? lookThrough(job)
  known.set(job, found)
  return found
}

function lookThrough(job: DataMap): Asked {
  const { outputs, ...rest } = job
  return { within: stepsIn(rest), outside: stepsIn(outputs) }
}

function stepsIn(value: unknown): ReadonlySet<string> {
  const paths = expressionsIn(value).flatMap(pathsIn)
  return new Set(paths.flatMap((path) => (path[0] === 'steps' && path[1] !== undefined ? [path[1]] : [])))
}

/** The values of API calls that a file uses. */
export function payloadIn(value: unknown): readonly string[] {
  const paths = expressionsIn(value).flatMap(pathsIn)
  const names = paths.flatMap((path) =>
    path.slice(0, 3).join('.') === 'github.event.client_payload' && path.length === 4 ? [path[3] ?? ''] : [],
  )
  return [...new Set(names)].filter((name) => /^[A-Za-z_][\w-]*$/.test(name))
}
