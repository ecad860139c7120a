import type { DataMap } from '../../../../src/yaml/data.ts'
import { type Node, pathsIn } from '../expression.ts'
import { expressionsIn } from '../references.ts'
import { mapOf, wordOf } from '../source.ts'
import type { Action } from './action.ts'
import { gatesOf } from './call-gates.ts'
import { checkChanges, withLimits } from './call-limits.ts'
import { type Filling, type IsText, textFilling } from './filling.ts'
import { fold } from './fold.ts'
import { ifOf, isClosed } from './gate.ts'
import { type Place, type Places, placed } from './places.ts'
import { replaceIn, replaceMap, replaceNode, type Scope } from './replace.ts'

/** A call of an action of the project. */
export interface Call {
  readonly step: DataMap
  readonly action: Action
  /** The folder of the action in the workspace. */
  readonly path: string
  /** The steps of the action, those that it calls itself among them. */
  readonly steps: readonly DataMap[]
  /** What the action gives, by name, in its own words. */
  readonly outputs: DataMap
  /** Whether nothing but the set-up stands before it. */
  readonly isFresh: boolean
}

/** What stands around a call. */
export interface CallScene {
  readonly isText: IsText
  readonly places: Places
  /** A name for a step that nothing else has; it is taken from then on. */
  readonly nameFor: (wanted: string) => string
  /** Whether scripts start in another folder than the root of the sources unless they say so. */
  readonly isElsewhere: boolean
  /** Whether the vendor is left. */
  readonly isLeaving: boolean
}

/** What takes the place of a call. */
export interface Expanded {
  readonly steps: readonly DataMap[]
  /** What stands for the outputs of the call. */
  readonly outputs: ReadonlyMap<string, Filling>
  /** Where steps stand that run after more failures than they did. */
  readonly loose: readonly Place[]
}

/** The steps that take the place of a call; a text says why none can. */
export function expandCall(call: Call, scene: CallScene): Expanded | string {
  const { step } = call
  const whys: string[] = []
  const tell = (why: string): void => {
    whys.push(why)
  }
  const env = mapOf(step.env) ?? {}
  const inputs = readInputs(call, env, scene, tell)
  const ids = namesOf(call, scene)
  const scope = scopeOf(call, inputs, ids, { tell, places: scene.places })
  const made = call.steps.map((inner) => fillStep(inner, ids.get(wordOf(inner.id) ?? ''), env, scope, scene))
  const gates = gatesOf(call, made, scene.isLeaving, tell)
  const steps = made.flatMap((inner, index) => {
    const gate = gates[index]?.gate
    if (gate === undefined || isClosed(gate)) return []
    const { if: _, ...rest } = inner
    const asked = ifOf(gate)
    return [placed(asked === undefined ? rest : { ...rest, if: asked }, scene.places.get(inner), scene.places)]
  })
  checkChanges(call, inputs, env, tell)
  const whole = withLimits(step, steps, scene.places, tell)
  const outputs = new Map(
    Object.entries(call.outputs).map(([name, output]) => {
      const value = replaceIn(wordOf(mapOf(output)?.value) ?? '', scope)
      const filling = textFilling(wordOf(value) ?? '', scene.isText)
      if (filling === undefined) tell(`its output ${name} cannot be read`)
      else if (step.if !== undefined && !isEmptyUnrun(filling))
        tell(`its output ${name} is something even where its steps did not run`)
      return [name, filling ?? nothing] as const
    }),
  )
  const loose = made.flatMap((inner, index) => (gates[index]?.isLoose === true ? (scene.places.get(inner) ?? []) : []))
  return whys[0] ?? { steps: whole, outputs, loose }
}

// What a call that is skipped gives is empty.
function isEmptyUnrun({ node }: Filling): boolean {
  const unrun = fold(replaceNode(node, { fill: ([context]) => (context === 'steps' ? nothing : undefined) }))
  return 'value' in unrun && (unrun.value === '' || unrun.value === null)
}

const nothing: Filling = { node: { value: '' }, text: '' }

function readInputs(
  { step, action }: Call,
  env: DataMap,
  { isText, places }: CallScene,
  tell: (why: string) => void,
): ReadonlyMap<string, Filling> {
  const given = new Map(Object.entries(mapOf(step.with) ?? {}).map(([name, value]) => [name.toLowerCase(), value]))
  const inEnv: Scope = { fill: envFill(env, isText), tell, places }
  return new Map(
    Object.entries(action.inputs).map(([name, input]) => {
      const key = name.toLowerCase()
      const value = given.get(key) ?? mapOf(input)?.default ?? ''
      const word = value === null ? '' : wordOf(replaceIn(wordOf(value) ?? value, inEnv))
      const filling = word === undefined ? undefined : textFilling(word, isText)
      if (filling === undefined) tell(`its input ${name} cannot be read`)
      return [key, filling ?? nothing]
    }),
  )
}

// What the call gives its steps by environment stands there for the values of other variables too.
function envFill(env: DataMap, isText: IsText): Scope['fill'] {
  return ([context, name, ...more]) => {
    if (context !== 'env' || name === undefined || more.length > 0 || !(name in env)) return undefined
    return textFilling(wordOf(env[name]) ?? '', isText)
  }
}

// Names of steps that something asks for, each with one of its own.
function namesOf({ step, action, steps, outputs }: Call, { nameFor }: CallScene): ReadonlyMap<string, string> {
  const asked = new Set(
    expressionsIn([steps, outputs])
      .flatMap(pathsIn)
      .flatMap(([context, name]) => (context === 'steps' && name !== undefined ? [name] : [])),
  )
  const base = wordOf(step.id) ?? action.folder.split('/').at(-1) ?? ''
  return new Map(
    steps.flatMap((inner) => {
      const id = wordOf(inner.id)
      return id !== undefined && asked.has(id) ? [[id, nameFor(`${base}-${id}`)] as const] : []
    }),
  )
}

// https://docs.github.com/actions/reference/workflows-and-actions/contexts#github-context
const ofAction: ReadonlySet<string> = new Set(['action', 'action_ref', 'action_repository', 'action_status'])

function scopeOf(
  { path: folder }: Call,
  inputs: ReadonlyMap<string, Filling>,
  ids: ReadonlyMap<string, string>,
  { tell, places }: Pick<Scope, 'tell' | 'places'>,
): Scope {
  return {
    tell,
    places,
    fill: (path) => {
      const [context, name, ...more] = path
      if (context === 'inputs') {
        if (name === undefined || more.length > 0) tell('it asks for all inputs at once')
        return inputs.get(name?.toLowerCase() ?? '') ?? nothing
      }
      if (context === 'steps') {
        if (name === undefined) tell('it asks for all steps at once')
        const id = ids.get(name ?? '')
        if (id === undefined) return nothing
        const node: Node = { path: ['steps', id, ...more] }
        return { node, text: `\${{ ${['steps', id, ...more].join('.')} }}` }
      }
      if (context !== 'github') return undefined
      if (ofAction.has(name ?? '')) tell(`it asks for github.${name}`)
      if (name !== 'action_path') return undefined
      return textFilling(pathIn(folder), () => false)
    },
  }
}

function pathIn(folder: string): string {
  return folder === '' ? '${{ github.workspace }}' : `\${{ github.workspace }}/${folder}`
}

function fillStep(
  inner: DataMap,
  id: string | undefined,
  outer: DataMap,
  scope: Scope,
  { isText, isElsewhere, places }: CallScene,
): DataMap {
  const { id: _, env: own, ...rest } = inner
  const around = envFill(outer, isText)
  // The variables of one step cannot name each other.
  const inEnv: Scope = { ...scope, fill: (path) => scope.fill(path) ?? around(path) }
  const env = { ...outer, ...replaceMap(mapOf(own) ?? {}, inEnv) }
  const filled = replaceMap(rest, scope)
  const step: DataMap = {
    ...filled,
    ...(id === undefined ? {} : { id }),
    ...(Object.keys(env).length === 0 ? {} : { env }),
    ...(isElsewhere && filled.run !== undefined && filled['working-directory'] === undefined
      ? { 'working-directory': '.' }
      : {}),
  }
  return placed(withPath(step, scope), places.get(inner), places)
}

// Variables of the runner cannot be set by a file, so that this one gets another name.
function withPath(step: DataMap, scope: Scope): DataMap {
  const run = wordOf(step.run)
  if (run === undefined || !/\bGITHUB_ACTION_PATH\b/.test(run)) return step
  const path = scope.fill(['github', 'action_path'])?.text ?? ''
  const env = mapOf(step.env) ?? {}
  if ('ACTION_PATH' in env || /\bACTION_PATH\b/.test(run)) scope.tell('it has a variable ACTION_PATH of its own')
  return { ...step, run: run.replaceAll(/\bGITHUB_ACTION_PATH\b/g, 'ACTION_PATH'), env: { ...env, ACTION_PATH: path } }
}
