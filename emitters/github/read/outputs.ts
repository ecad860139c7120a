import type { DataMap } from '../../../src/yaml/data.ts'
import { askedSteps } from './references.ts'
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
  // Each run of a matrix would write its own.
  if (mapOf(job.strategy)?.matrix !== undefined) return { names: [], writers: new Set() }
  const all = mapOf(job.outputs) ?? {}
  const plain = Object.entries(all).flatMap(([name, value]) => {
    const ids = sourcesOf(value, name)
    const own = ids.map((id) => steps.find((step) => step.id === id))
    const isPlain = ids.length > 0 && own.every((step) => step !== undefined && writes(step)) && isFair(name)
    return isPlain ? [{ name, ids }] : []
  })
  const kept = plain.length === 0 ? plain : besideRaw(plain, all)
  return { names: kept.map(({ name }) => name), writers: new Set(kept.flatMap(({ ids }) => ids)) }
}

interface PlainOutput {
  readonly name: string
  readonly ids: readonly string[]
}

function isFair(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name) && name !== '__proto__'
}

// A step of a story has no id of the file, which outputs that stay as they stand would ask for.
function besideRaw(plain: readonly PlainOutput[], all: DataMap): readonly PlainOutput[] {
  const names = new Set(plain.map(({ name }) => name))
  const { outside: asked } = askedSteps({
    outputs: Object.fromEntries(Object.entries(all).filter(([name]) => !names.has(name))),
  })
  const kept = plain.filter(({ ids }) => !ids.some((id) => asked.has(id)))
  return kept.length === plain.length ? plain : besideRaw(kept, all)
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
