import type { Data, DataMap } from '../../../../src/yaml/data.ts'
import { actionOf } from '../action.ts'
import { pathsIn } from '../expression.ts'
import { expressionsIn } from '../references.ts'
import { mapOf, wordOf } from '../source.ts'
import { findAction, type Library, localPath } from './action.ts'
import { type CallScene, expandCall } from './call.ts'
import type { Filling } from './filling.ts'
import { placed } from './places.ts'
import { replaceIn, type Scope } from './replace.ts'

/** What stands around the steps of a job. */
export interface StepsScene extends CallScene {
  readonly library: Library
  /** Says that a file took the place of a call. */
  readonly use: (path: string) => void
  /** Says why a call stays as it is. */
  readonly keep: (step: DataMap, path: string, why: string) => void
}

/** Steps, and what names them, without the calls of the project's own actions. */
export interface WithoutCalls {
  readonly steps: readonly DataMap[]
  readonly around: DataMap
}

// https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax#runsstepsuses
const deepest = 10

/** Puts the steps of the project's own actions in the place of their calls. `inside`: the actions that these are the steps of. */
export function withoutCalls(
  { steps, around }: WithoutCalls,
  scene: StepsScene,
  inside: readonly string[] = [],
): WithoutCalls {
  const filled = new Map<string, ReadonlyMap<string, Filling>>()
  let hasSources = inside.length > 0
  const made = steps.flatMap((step) => {
    hasSources ||= isCheckout(step)
    const folder = localPath(step.uses)
    if (folder === undefined) return [step]
    const expanded = hasSources
      ? expand(step, folder, { steps, around }, scene, inside)
      : 'the sources of the project are not at the top of the workspace'
    if (typeof expanded === 'string') {
      scene.keep(step, folder, expanded)
      return [step]
    }
    const id = wordOf(step.id)
    if (id !== undefined) filled.set(id, expanded.outputs)
    return expanded.steps
  })
  if (filled.size === 0) return { steps: made, around }
  const scope: Scope = {
    places: scene.places,
    tell: () => {},
    fill: ([context, id, , name]) => {
      const outputs = context === 'steps' ? filled.get(id ?? '') : undefined
      return outputs === undefined ? undefined : (outputs.get(name ?? '') ?? { node: { value: '' }, text: '' })
    },
  }
  return {
    steps: made.map((step) => replaceIn(step, scope) as DataMap),
    around: replaceIn(around, scope) as DataMap,
  }
}

function expand(
  step: DataMap,
  folder: string,
  whole: WithoutCalls,
  scene: StepsScene,
  inside: readonly string[],
): ReturnType<typeof expandCall> {
  const action = findAction(folder, scene.library)
  if (typeof action === 'string') return action
  if (inside.includes(folder)) return 'it calls itself'
  if (inside.length >= deepest) return `it stands in ${deepest} others`
  const id = wordOf(step.id)
  if (id !== undefined && isAskedOtherwise(id, whole)) return 'more is asked of it than its outputs'
  const place = scene.places.get(step)
  const inner = withoutCalls({ steps: placedSteps(action, scene), around: { outputs: action.outputs } }, scene, [
    ...inside,
    folder,
  ])
  const made = expandCall({ step, action, steps: inner.steps, outputs: mapOf(inner.around.outputs) ?? {} }, scene)
  if (typeof made === 'string') return made
  if (place !== undefined) scene.use(action.document.file)
  return made
}

function placedSteps({ document, steps }: Exclude<ReturnType<typeof findAction>, string>, { places }: StepsScene) {
  return steps.map((step, index) => placed({ ...step }, { document, path: ['runs', 'steps', index] }, places))
}

// That a step ran, or how it ended, is a thing of the call as a whole.
function isAskedOtherwise(id: string, { steps, around }: WithoutCalls): boolean {
  const paths = expressionsIn([steps, around] as unknown as Data).flatMap(pathsIn)
  return paths.some(
    (path) =>
      path[0] === 'steps' && (path.length === 1 || (path[1] === id && (path[2] !== 'outputs' || path.length !== 4))),
  )
}

function isCheckout(step: DataMap): boolean {
  const call = actionOf(step)
  return call?.action === 'actions/checkout' && call.with.path === undefined && call.with.repository === undefined
}
