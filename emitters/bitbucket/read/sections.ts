import type { Condition } from '../../../src/ir.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { isMap, listOf, mapOf, textOf } from '../../../src/yaml/look.ts'

/** A way into the file. */
export type Path = readonly (string | number)[]

/** One step of a section, and where it stands in it. */
export interface PlacedStep {
  readonly data: DataMap
  readonly path: Path
  /** The stage that it stands in. */
  readonly stage: DataMap | undefined
  /** What the stage says that no step can say for itself. */
  readonly own: DataMap
}

/** Steps that run at the same time, in one place of a section. */
export interface Rank {
  readonly steps: readonly PlacedStep[]
  /** What a group of parallel steps says beside its steps. */
  readonly own: DataMap
}

/** What one event runs. */
export interface Section {
  readonly kind: 'default' | 'branches' | 'tags' | 'pull-requests' | 'custom'
  /** The pattern or the name; empty for the default. */
  readonly name: string
  /** The pattern of the branch that a pull request goes to. */
  readonly target: string | undefined
  readonly ranks: readonly Rank[]
  readonly variables: readonly DataMap[]
  /** Items that are neither steps nor variables. */
  readonly others: readonly Data[]
  readonly path: Path
}

const kinds = ['default', 'branches', 'tags', 'pull-requests', 'custom'] as const

/** The sections of a file: https://support.atlassian.com/bitbucket-cloud/docs/pipeline-start-conditions/ */
export function readSections(pipelines: DataMap): readonly Section[] {
  return kinds.flatMap((kind): readonly Section[] => {
    const data = pipelines[kind]
    if (data === undefined || data === null) return []
    const entries =
      kind === 'default' ? [entry('', data, ['pipelines', kind])] : Object.entries(mapOf(data)).flatMap(entriesOf(kind))
    return entries.map(({ name, path, steps, target }) => ({ kind, name, target, path, ...partsOf(steps, path) }))
  })
}

interface Entry {
  readonly name: string
  readonly steps: Data
  readonly path: Path
  readonly target: string | undefined
}

function entry(name: string, steps: Data, path: Path, target?: string): Entry {
  return { name, steps, path, target }
}

// A pull request can have steps for each branch that it goes to.
function entriesOf(kind: Section['kind']): (entry: readonly [string, Data]) => readonly Entry[] {
  return ([name, steps]) => {
    const path = ['pipelines', kind, name]
    const { destinations } = mapOf(steps)
    if (kind !== 'pull-requests' || !isMap(destinations)) return [entry(name, steps, path)]
    return Object.entries(destinations).map(([target, inner]) =>
      entry(name, inner, [...path, 'destinations', target], target),
    )
  }
}

/** Globs of Bitbucket, with braces written out: https://support.atlassian.com/bitbucket-cloud/docs/use-glob-patterns-on-the-pipelines-yaml-file/ */
export function patternsOf(glob: string): readonly string[] {
  const [, before = '', inner, after = ''] = /^(.*?)\{([^{}]*)\}(.*)$/.exec(glob) ?? []
  if (inner === undefined) return [glob]
  return inner.split(',').flatMap((one) => patternsOf(`${before}${one.trim()}${after}`))
}

type Parts = Pick<Section, 'ranks' | 'variables' | 'others'>

function partsOf(data: Data, path: Path): Parts {
  const ranks: Rank[] = []
  const variables: DataMap[] = []
  const others: Data[] = isMap(data) ? [data] : []
  for (const [index, item] of (isMap(data) ? [] : listOf(data)).entries()) {
    const map = mapOf(item)
    const at = [...path, index]
    const rank = (steps: Data, base: Path, own: DataMap, said: DataMap = {}): void => {
      ranks.push({ own, steps: listOf(steps).flatMap((one, number) => placed(one, [...base, number], said)) })
    }
    if (isMap(map.step)) ranks.push({ own: {}, steps: placed(map, at) })
    else if (isMap(map.parallel)) {
      const { steps, 'fail-fast': failFast, ...own } = map.parallel
      // A group that fails fast is one whose steps do: https://www.atlassian.com/blog/bitbucket/failing-parallel-builds-fast
      rank(steps ?? null, [...at, 'parallel', 'steps'], own, failFast === true ? { 'fail-fast': true } : {})
    } else if (map.parallel !== undefined) rank(map.parallel, [...at, 'parallel'], {})
    else if (isMap(map.stage)) {
      for (const [number, one] of listOf(map.stage.steps).entries())
        ranks.push({ own: {}, steps: inStage(one, [...at, 'stage', 'steps', number], map.stage, number) })
    } else if (map.variables !== undefined) {
      for (const one of listOf(map.variables)) if (isMap(one)) variables.push(one)
    } else others.push(item)
  }
  return { ranks: ranks.filter(({ steps }) => steps.length > 0), variables, others }
}

// A step with what the group that it stands in says for it.
function placed(item: Data, path: Path, said: DataMap = {}): readonly PlacedStep[] {
  const { step } = mapOf(item)
  return isMap(step) ? [{ data: { ...said, ...step }, path: [...path, 'step'], stage: undefined, own: {} }] : []
}

/**
 * A step of a stage, with what the stage says for it: the steps come one after another, all under its condition, and a
 * person starts the first one. A deployment of several steps is none of a single one.
 *
 * @see https://support.atlassian.com/bitbucket-cloud/docs/stage-options/
 */
function inStage(item: Data, path: Path, stage: DataMap, index: number): readonly PlacedStep[] {
  const { name: _, steps, condition, trigger, deployment, ...rest } = stage
  const alone = listOf(steps).length === 1
  const said: Record<string, Data> = {}
  if (condition !== undefined) said.condition = condition
  if (trigger !== undefined && index === 0) said.trigger = trigger
  if (deployment !== undefined && alone) said.deployment = deployment
  const own: DataMap = deployment === undefined || alone ? rest : { ...rest, deployment }
  return placed(item, path, said).map((step) => ({ ...step, stage, own }))
}

/** The name that people see of a stage. */
export function nameOfStage(stage: DataMap | undefined): string | undefined {
  return textOf(stage?.name ?? null)
}

/** The pattern of the branch that is merged, which a story cannot ask for. */
export function ofSource(name: string): Condition | undefined {
  if (name === '**') return undefined
  const texts = patternsOf(name).map((one) => `glob(BITBUCKET_BRANCH, "${one}")`)
  return { test: 'vendor', texts: { bitbucket: texts.join(' || ') } }
}
