import type { Data, DataMap } from '../../../../src/yaml/data.ts'
import { pathsIn } from '../expression.ts'
import { expressionsIn } from '../references.ts'
import { mapOf, wordOf } from '../source.ts'
import { readIf } from '../template.ts'
import type { Call } from './call.ts'
import { asksFiles, type Filling } from './filling.ts'
import { type Places, placed } from './places.ts'

/** Tells where steps change what was asked once for the whole call, and is asked again for each of them. */
export function checkChanges(
  { step, steps }: Pick<Call, 'step' | 'steps'>,
  inputs: ReadonlyMap<string, Filling>,
  env: DataMap,
  tell: (why: string) => void,
): void {
  const gate = wordOf(step.if)
  const condition = gate === undefined ? undefined : readIf(gate).node
  const asked = [
    ...[...inputs.values()].flatMap(({ text }) => expressionsIn(text)),
    ...expressionsIn(Object.values(env)),
    ...(condition === undefined ? [] : [condition]),
  ]
  const names = asked
    .flatMap(pathsIn)
    .flatMap(([context, name]) => (context === 'env' && name !== undefined ? [name] : []))
  const scripts = steps.flatMap(({ run }) => wordOf(run) ?? [])
  const isSet = (name: string): boolean =>
    steps.some((inner) => name in (mapOf(inner.env) ?? {})) ||
    scripts.some((script) => script.includes('GITHUB_ENV') && script.includes(name))
  const changed = names.find(isSet)
  if (changed !== undefined) tell(`it changes the variable ${changed} on which it hangs`)
  if (asked.some(asksFiles) && scripts.length > 0 && steps.length > 1)
    tell('it asks for files that it may change itself')
}

/** The steps with what holds for the call as a whole: a step that is the whole of it can say it. */
export function withLimits(
  call: DataMap,
  steps: readonly DataMap[],
  places: Places,
  tell: (why: string) => void,
): readonly DataMap[] {
  const limits = ['continue-on-error', 'timeout-minutes'].filter(
    (key) => call[key] !== undefined && call[key] !== false,
  )
  const [only, ...more] = steps
  if (only === undefined || more.length > 0) {
    if (limits.length > 0) tell(`${limits[0]} holds for all of its steps together`)
    return steps
  }
  const whole: Record<string, Data> = { ...only }
  for (const key of ['name', ...limits]) {
    const value = call[key]
    if (value !== undefined && (key === 'name' || whole[key] === undefined)) whole[key] = value
    else if (value !== undefined) tell(`${key} holds for the call and for its step`)
  }
  return [placed(whole, places.get(only), places)]
}
