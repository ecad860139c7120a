import type { DataMap } from '../../../src/yaml/data.ts'
import { listOf, mapOf, wordOf } from './source.ts'
import { wholeOf } from './template.ts'

/** The outputs of a job that its scripts write by their own name, and the ids of the steps that do. */
export interface ReadOutputs {
  readonly names: readonly string[]
  readonly writers: ReadonlySet<string>
}

/** Reads the outputs of a job that the pipeline can keep as outputs. */
export function readOutputs(job: DataMap): ReadOutputs {
  const steps = listOf(job.steps).map((step) => mapOf(step) ?? {})
  const names: string[] = []
  const writers = new Set<string>()
  // Each run of a matrix would write its own.
  if (mapOf(job.strategy)?.matrix !== undefined) return { names, writers }
  for (const [name, value] of Object.entries(mapOf(job.outputs) ?? {})) {
    const ids = sourcesOf(value, name)
    const own = ids.map((id) => steps.find((step) => step.id === id))
    if (ids.length === 0 || !own.every((step) => step !== undefined && writes(step))) continue
    if (!/^[A-Za-z_]\w*$/.test(name) || name === '__proto__') continue
    names.push(name)
    for (const id of ids) writers.add(id)
  }
  return { names, writers }
}

/** Whether a script writes to the file of outputs, and says so by its name. */
export function writes(step: DataMap): boolean {
  return /\bGITHUB_OUTPUT\b/.test(wordOf(step.run) ?? '')
}

// `${{ steps.a.outputs.name }}`, or several of them with `||` between.
function sourcesOf(value: unknown, name: string): readonly string[] {
  const node = wholeOf(wordOf(value) ?? '')?.node
  const parts = node === undefined ? [] : 'any' in node ? node.any : [node]
  const ids = parts.map((part) =>
    'path' in part &&
    part.path.length === 4 &&
    part.path[0] === 'steps' &&
    part.path[2] === 'outputs' &&
    part.path[3] === name
      ? (part.path[1] ?? '')
      : '',
  )
  return ids.includes('') ? [] : ids
}
