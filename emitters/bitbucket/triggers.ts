import { allOf, notOf, yes } from '../../src/condition/build.ts'
import type { Report } from '../../src/diagnostics.ts'
import type { Condition, Pipeline, Trigger } from '../../src/ir.ts'
import { disjoint } from '../../src/pattern.ts'
import { takeName } from '../../src/take-name.ts'
import { stateOf } from './conditions/state.ts'
import { customSlug, type Names, namesOf, slug } from './names.ts'
import { canGlob } from './pattern.ts'
import { branchStarts } from './selectors.ts'
import type { Start, TriggerEvent } from './start.ts'
import { title } from './title.ts'

/** The ways to start the stories of a repository, each with its place in the output. */
export function startsOf(pipelines: readonly Pipeline[], report: Report): readonly Start[] {
  const taken = new Set<string>()
  const custom = (wanted: string): string => takeName(wanted, taken)
  const byEvent = {
    push: needsEvents(pipelines, 'push'),
    tag: needsEvents(pipelines, 'tag'),
    pullRequest: needsEvents(pipelines, 'pullRequest'),
  }
  return pipelines.flatMap((pipeline) => {
    const names = namesOf(pipeline)
    const own = slug(pipeline.name)
    return pipeline.triggers.flatMap((trigger): readonly Start[] => {
      const base = { pipeline, names, trigger, elsewhere: [], filter: yes }
      switch (trigger.kind) {
        case 'schedule':
          return [{ ...base, of: 'branch', known: trigger, place: place(custom(customName(pipeline, trigger))) }]
        case 'manual':
        case 'api':
          return [{ ...base, of: 'any', known: trigger, place: place(custom(customName(pipeline, trigger))) }]
        default: {
          checkPatterns(trigger, report)
          if (!byEvent[trigger.kind]) return selectorStarts(pipeline, names, trigger)
          const start = eventStart(pipeline, names, trigger, custom(`${own}-${suffixes[trigger.kind]}`), report)
          return start === undefined ? [] : [start]
        }
      }
    })
  })
}

/** The ways to start a story of which nothing else is asked; asked for again and again of one that never changes. */
export function startsAlone(pipeline: Pipeline): readonly Start[] {
  const before = known.get(pipeline)
  if (before !== undefined) return before
  const made = startsOf([pipeline], () => undefined)
  known.set(pipeline, made)
  return made
}

const known = new WeakMap<Pipeline, readonly Start[]>()

/** The name of the custom pipeline that a schedule, a call or a person starts; people choose by what the story calls itself. */
export function customName(pipeline: Pipeline, trigger: Trigger): string {
  const own = slug(pipeline.name)
  if (trigger.kind === 'schedule') return `${own}-${slug(trigger.name)}`
  if (trigger.kind === 'api') return `${own}-${slug(trigger.event)}`
  return trigger.kind === 'manual' && pipeline.title !== null ? pipeline.title : customSlug(pipeline.name)
}

type Pushed = Extract<Trigger, { readonly kind: 'push' | 'tag' | 'pullRequest' }>

const suffixes = { push: 'push', tag: 'tag', pullRequest: 'pull-request' } as const

function place(key: string): Start['place'] {
  return { section: 'custom', key }
}

/** Whether selectors cannot say when stories start: they leave no name out, and of several that match one alone runs. */
function needsEvents(pipelines: readonly Pipeline[], kind: Pushed['kind']): boolean {
  const triggers = pipelines.flatMap((pipeline) =>
    pipeline.triggers.filter((trigger): trigger is Pushed => trigger.kind === kind),
  )
  if (triggers.some((trigger) => ignored(trigger).length > 0)) return true
  return triggers.some((one, index) => triggers.slice(0, index).some((other) => meet(admitted(one), admitted(other))))
}

function meet(one: readonly string[], other: readonly string[]): boolean {
  return !one.every((pattern) => other.every((second) => disjoint(pattern, second)))
}

function admitted(trigger: Pushed): readonly string[] {
  const patterns = trigger.kind === 'tag' ? trigger.tags : trigger.branches
  return patterns.length === 0 ? ['**'] : patterns
}

function ignored(trigger: Pushed): readonly string[] {
  return trigger.kind === 'push' ? trigger.ignoreBranches : trigger.kind === 'tag' ? trigger.ignoreTags : []
}

function selectorStarts(pipeline: Pipeline, names: Names, trigger: Pushed): readonly Start[] {
  const base = { pipeline, names, trigger, elsewhere: [], filter: yes }
  if (trigger.kind === 'push')
    return branchStarts({ ...base, of: 'branch', known: trigger, place: { section: 'default' } })
  if (trigger.kind === 'tag') {
    return admitted(trigger).map((key) => ({
      ...base,
      of: 'tag',
      known: { ...trigger, tags: [key] },
      place: { section: 'tags', key },
    }))
  }
  const all = admitted(trigger).includes('**')
  return (all ? [null] : trigger.branches).map((destination) => ({
    ...base,
    of: 'pullRequest',
    known: { ...trigger, branches: destination === null ? [] : [destination] },
    place: { section: 'pull-requests', destination },
  }))
}

const kinds = { push: 'branch', tag: 'tag', pullRequest: 'targetBranch' } as const
const runs = { push: 'branch', tag: 'tag', pullRequest: 'pullRequest' } as const

function eventStart(pipeline: Pipeline, names: Names, trigger: Pushed, key: string, report: Report): Start | undefined {
  const test = (patterns: readonly string[]): Condition => ({ test: kinds[trigger.kind], patterns })
  const out = ignored(trigger)
  const filter = allOf([test(admitted(trigger)), out.length === 0 ? yes : notOf(test(out))])
  const known: Trigger = trigger.kind === 'tag' ? { ...trigger, tags: [] } : { ...trigger, branches: [] }
  const base = { pipeline, names, trigger, of: runs[trigger.kind], known, elsewhere: [], filter }
  const condition = stateOf(filter, { ...base, place: { section: 'custom', key } })
  if (condition === undefined) {
    const why = 'its expressions cannot say it for certain'
    report('vendor-name', trigger.origin, {
      vendor: title,
      what: 'a branch or tag of a trigger',
      name: [...admitted(trigger), ...out].join(', '),
      why,
    })
    return undefined
  }
  const name: TriggerEvent['name'] = trigger.kind === 'pullRequest' ? 'pullrequest-push' : 'repository-push'
  return { ...base, place: { section: 'custom', key, event: { name, condition } } }
}

function checkPatterns(trigger: Pushed, report: Report): void {
  const paths = trigger.kind === 'tag' ? [] : [...trigger.paths, ...trigger.ignorePaths]
  for (const pattern of [...admitted(trigger), ...ignored(trigger), ...paths]) {
    if (canGlob(pattern)) continue
    const why = 'its globs read more than asterisks, and have no escape'
    report('vendor-name', trigger.origin, { vendor: title, what: 'a pattern of a trigger', name: pattern, why })
  }
}
