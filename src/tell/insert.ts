import type { Env, Job, Ref, RunStep } from '../ir.ts'
import type { Desk } from './desk.ts'
import { inScript } from './literal.ts'
import { tellRef } from './value.ts'

/** A script with values in it, and the variables that are still to be told. */
export interface Inserted {
  /** Text for the inside of a template. */
  readonly code: string
  readonly env: Env
}

const kinds: ReadonlySet<Ref['ref']> = new Set(['context', 'matrix', 'output', 'service', 'input', 'payload'])

/** Puts values into a script in place of the variables that stand for them; undefined where the script would change. */
export function insertValues(step: RunStep, job: Job, desk: Desk): Inserted | undefined {
  const { weaver, pipeline } = desk
  if (weaver === undefined || /[\ue000-\uf8ff]/.test(step.script)) return undefined
  const outer = [...pipeline.env, ...job.env]
  const refs = new Map<string, Ref>()
  for (const { name, value } of step.env) {
    const [ref] = value
    if (value.length !== 1 || ref === undefined || typeof ref === 'string' || !kinds.has(ref.ref)) continue
    const key = JSON.stringify(value)
    const isSeen = [...outer, ...step.env].some(
      (other) =>
        (other.name !== name && JSON.stringify(other.value) === key) || (other.name === name && outer.includes(other)),
    )
    if (!isSeen && weaver.nameOf(ref) === name && step.script.includes(name)) refs.set(name, ref)
  }
  if (refs.size === 0) return undefined
  const names = [...refs.keys()].join('|')
  for (const pattern of [`"\\$\\{(?:${names})\\}"|"\\$(?:${names})"|`, '']) {
    const found = cut(
      step,
      new RegExp(`(?:${pattern}\\$\\{(?:${names})\\}|\\$(?:${names})(?![A-Za-z0-9_]))`, 'g'),
      refs,
      desk,
    )
    if (found !== undefined) return found
  }
  return undefined
}

function cut(step: RunStep, places: RegExp, refs: ReadonlyMap<string, Ref>, desk: Desk): Inserted | undefined {
  const used = [...step.script.matchAll(places)].map(([text]) => text.replace(/^\W+|\W+$/g, ''))
  const chunks = step.script.split(places)
  if (chunks.some((chunk) => [...refs.keys()].some((name) => chunk.includes(name)))) return undefined
  if (desk.weaver?.weave(chunks, used, step.shell) !== step.script) return undefined
  const code = chunks.map((chunk, index) => {
    const ref = refs.get(used[index] ?? '')
    return inScript(chunk) + (ref === undefined ? '' : `\${${tellRef(ref, desk)}}`)
  })
  // A dollar sign in front of a value is no escape of it, but a backslash would be.
  if (chunks.slice(0, -1).some((chunk) => chunk.endsWith('\\'))) return undefined
  return { code: code.join(''), env: step.env.filter(({ name }) => !used.includes(name)) }
}
