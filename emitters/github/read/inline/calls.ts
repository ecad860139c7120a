import type { Data, DataMap } from '../../../../src/yaml/data.ts'
import { pathsIn } from '../expression.ts'
import { expressionsIn } from '../references.ts'
import { mapOf, wordOf } from '../source.ts'
import { findAction, type Library, localPath } from './action.ts'
import { type CallScene, expandCall } from './call.ts'
import type { Filling } from './filling.ts'
import { type Place, placed } from './places.ts'
import { replaceIn, type Scope } from './replace.ts'
import { afterStep, inProject, isSetUp, nowhere, type Sources } from './sources.ts'

/** What stands around the steps of a job. */
export interface StepsScene extends CallScene {
  readonly library: Library
  /** Whether yet another call can be worked in. */
  readonly mayCall: () => boolean
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

/** Why a call stays that is one too many. */
export const tooMany = 'the files of the project call each other too often'

/** Steps without calls of the project's own actions. */
interface Whole extends WithoutCalls {
  /** Where steps stand that run after more failures than they did. */
  readonly loose: readonly Place[]
}

/** The actions that steps are those of, from the outside in, and where the sources are. */
interface Inside {
  readonly folders: readonly string[]
  readonly sources: Sources
}

/** Puts the steps of the project's own actions in the place of their calls. */
export function withoutCalls(
  { steps, around }: WithoutCalls,
  scene: StepsScene,
  inside: Inside = { folders: [], sources: nowhere },
): Whole {
  const filled = new Map<string, ReadonlyMap<string, Filling>>()
  let { sources } = inside
  let isFresh = true
  const loose: Place[] = []
  const made = steps.flatMap((step) => {
    sources = afterStep(sources, step)
    const path = localPath(step.uses)
    const call = { step, path: path ?? '', isFresh }
    isFresh &&= isSetUp(step)
    if (path === undefined) return [step]
    const expanded = expand(call, { steps, around }, scene, { ...inside, sources })
    if (typeof expanded === 'string') {
      scene.keep(step, inProject(path, sources) ?? path, expanded)
      return [step]
    }
    const id = wordOf(step.id)
    if (id !== undefined) filled.set(id, expanded.outputs)
    loose.push(...expanded.loose)
    return expanded.steps
  })
  if (filled.size === 0) return { steps: made, around, loose }
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
    loose,
  }
}

function expand(
  { step, path, isFresh }: { readonly step: DataMap; readonly path: string; readonly isFresh: boolean },
  whole: WithoutCalls,
  scene: StepsScene,
  { folders, sources }: Inside,
): ReturnType<typeof expandCall> {
  const folder = inProject(path, sources)
  if (folder === undefined) return 'the sources of another project are there'
  const action = findAction(folder, scene.library)
  if (typeof action === 'string') return action
  if (folders.includes(folder)) return 'it calls itself'
  if (folders.length >= deepest) return `it stands in ${deepest} others`
  if (!scene.mayCall()) return tooMany
  const id = wordOf(step.id)
  if (id !== undefined && isAskedOtherwise(id, whole)) return 'more is asked of it than its outputs'
  const own = { steps: placedSteps(action, scene), around: { outputs: action.outputs } }
  const { steps, around, loose } = withoutCalls(own, scene, { folders: [...folders, folder], sources })
  const outputs = mapOf(around.outputs) ?? {}
  const made = expandCall({ step, action, path, steps, outputs, isFresh }, scene)
  if (typeof made === 'string') return made
  scene.use(action.document.file)
  return { ...made, loose: [...loose, ...made.loose] }
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
