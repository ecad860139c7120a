import { allOf, anyOf, notOf } from '../../../src/condition/build.ts'
import type { Condition } from '../../../src/ir.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { isMap, listOf, mapOf, textOf } from '../../../src/yaml/look.ts'

/** A way into the file. */
export type Path = readonly (string | number)[]

/** One step of a section, and where it stands in it. */
export interface PlacedStep {
  readonly data: DataMap
  readonly path: Path
  /** The groups of parallel steps and stages that it stands in, in words. */
  readonly stage: { readonly name: string | undefined; readonly data: DataMap } | undefined
}

/** Steps that run at the same time, in one place of a section. */
export type Rank = readonly PlacedStep[]

/** What one event runs. */
export interface Section {
  readonly kind: 'default' | 'branches' | 'tags' | 'pull-requests' | 'custom'
  /** The pattern or the name; empty for the default. */
  readonly name: string
  readonly condition: Condition
  readonly ranks: readonly Rank[]
  readonly variables: readonly DataMap[]
  readonly path: Path
}

const kinds = ['default', 'branches', 'tags', 'pull-requests', 'custom'] as const

/** The sections of a file: https://support.atlassian.com/bitbucket-cloud/docs/pipeline-start-conditions/ */
export function readSections(pipelines: DataMap): readonly Section[] {
  const branches = Object.keys(mapOf(pipelines.branches)).flatMap(patternsOf)
  return kinds.flatMap((kind): readonly Section[] => {
    const data = pipelines[kind]
    if (data === undefined) return []
    if (kind === 'default') {
      const others: Condition = branches.length === 0 ? { test: 'true' } : notOf({ test: 'branch', patterns: branches })
      const condition = allOf([{ test: 'event', events: ['push'] }, others])
      return [{ kind, name: '', condition, path: ['pipelines', kind], ...ranksOf(data, ['pipelines', kind]) }]
    }
    const entries = Object.entries(mapOf(data)).flatMap(([name, steps]) => entriesOf(kind, name, steps))
    const all = entries.map((entry) => ({ ...entry, ...ranksOf(entry.steps, entry.path) }))
    const full = all.filter(({ ranks }) => ranks.length > 0).map(({ name }) => name)
    return all.map(({ name, path, ranks, variables, target }) => ({
      kind,
      name,
      condition: allOf([
        conditionOf(kind, name, full),
        ...(target === undefined ? [] : [{ test: 'targetBranch' as const, patterns: patternsOf(target) }]),
      ]),
      path,
      ranks,
      variables,
    }))
  })
}

interface Entry {
  readonly name: string
  readonly steps: Data
  readonly path: Path
  /** The branch that a pull request goes to. */
  readonly target: string | undefined
}

// A pull request can have steps for each branch that it goes to: https://support.atlassian.com/bitbucket-cloud/docs/pipeline-start-conditions/
function entriesOf(kind: Section['kind'], name: string, steps: Data): readonly Entry[] {
  const path = ['pipelines', kind, name]
  const { destinations } = mapOf(steps)
  if (kind !== 'pull-requests' || !isMap(destinations)) return [{ name, steps, path, target: undefined }]
  return Object.entries(destinations).map(([target, inner]) => ({
    name,
    steps: inner,
    path: [...path, 'destinations', target],
    target,
  }))
}

function conditionOf(kind: Exclude<Section['kind'], 'default'>, name: string, all: readonly string[]): Condition {
  const patterns = patternsOf(name)
  switch (kind) {
    case 'branches':
      return allOf([
        { test: 'event', events: ['push'] },
        { test: 'branch', patterns },
      ])
    case 'tags':
      return allOf([
        { test: 'event', events: ['tag'] },
        { test: 'tag', patterns },
      ])
    case 'pull-requests':
      // The pattern is of the branch that is merged, which a story cannot ask for.
      return allOf([
        { test: 'event', events: ['pullRequest'] },
        ...(name === '**' || name === '*'
          ? []
          : [
              {
                test: 'vendor' as const,
                texts: { bitbucket: patterns.map((one) => `glob(BITBUCKET_BRANCH, "${one}")`).join(' || ') },
              },
            ]),
      ])
    case 'custom':
      return allOf([
        { test: 'event', events: ['manual'] },
        ...(all.length === 1
          ? []
          : [{ test: 'equals' as const, value: { ref: 'input' as const, name: 'pipeline' }, to: name }]),
      ])
  }
}

/** Globs of Bitbucket, with braces written out: https://support.atlassian.com/bitbucket-cloud/docs/use-glob-patterns-on-the-pipelines-yaml-file/ */
export function patternsOf(glob: string): readonly string[] {
  const [, before = '', inner, after = ''] = /^(.*?)\{([^{}]*)\}(.*)$/.exec(glob) ?? []
  if (inner === undefined) return [glob]
  return inner.split(',').flatMap((one) => patternsOf(`${before}${one.trim()}${after}`))
}

function ranksOf(data: Data, path: Path): { readonly ranks: readonly Rank[]; readonly variables: readonly DataMap[] } {
  const ranks: Rank[] = []
  const variables: DataMap[] = []
  for (const [index, item] of listOf(data).entries()) {
    const map = mapOf(item)
    const at = [...path, index]
    if (isMap(map.step)) ranks.push([{ data: map.step, path: [...at, 'step'], stage: undefined }])
    if (map.parallel !== undefined) {
      const isForm = isMap(map.parallel)
      const steps = listOf(isForm ? mapOf(map.parallel).steps : map.parallel)
      const base = isForm ? [...at, 'parallel', 'steps'] : [...at, 'parallel']
      ranks.push(
        steps.flatMap((one, number) =>
          isMap(mapOf(one).step)
            ? [{ data: mapOf(mapOf(one).step), path: [...base, number, 'step'], stage: undefined }]
            : [],
        ),
      )
    }
    if (isMap(map.stage)) {
      const stage = { name: textOf(map.stage.name), data: map.stage }
      for (const [number, one] of listOf(map.stage.steps).entries())
        if (isMap(mapOf(one).step))
          ranks.push([{ data: mapOf(mapOf(one).step), path: [...at, 'stage', 'steps', number, 'step'], stage }])
    }
    for (const one of listOf(map.variables)) if (isMap(one)) variables.push(one)
  }
  return { ranks: ranks.filter((rank) => rank.length > 0), variables }
}

/** The condition of a step that stands in several sections. */
export function together(sections: readonly Section[], all: readonly Section[]): Condition {
  const pushed = all.filter(({ kind }) => kind === 'default' || kind === 'branches')
  const onPush: Condition = { test: 'event', events: ['push'] }
  // The default is for the branches that no other section is for.
  const isAny = pushed.some(({ kind }) => kind === 'default') && pushed.every((section) => sections.includes(section))
  return anyOf([
    ...(isAny ? [onPush] : []),
    ...sections.filter((section) => !isAny || !pushed.includes(section)).map((section) => section.condition),
  ])
}
