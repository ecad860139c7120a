import type { Input, Trigger, VendorTrigger } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import type { DataMap } from '../../../src/yaml/data.ts'
import { mapOf, textOf } from '../../../src/yaml/look.ts'
import { type CelNode, callOn, changedPath, equalIn, existsIn, notIn, parseCel, partsOf } from './cel.ts'
import { patternsIn } from './patterns.ts'

/** What starts a run. */
export interface Starts {
  readonly triggers: readonly Trigger[]
  readonly vendorTriggers: readonly VendorTrigger[]
}

const prefix = 'pipelinesascode.tekton.dev/'
const filters = ['on-event', 'on-target-branch', 'on-cel-expression', 'on-path-change', 'on-path-change-ignore']
const more = ['on-comment', 'on-label']

/**
 * What the annotations of a run say about its start. What a story cannot say stays as it is; without any, people start
 * the run.
 *
 * @see https://pipelinesascode.com/docs/guides/event-matching/
 */
export function readStarts(metadata: DataMap, inputs: readonly Input[], origin: Origin, asTheyAre = false): Starts {
  const annotations = mapOf(metadata.annotations)
  const told = (name: string): string | undefined => textOf(annotations[`${prefix}${name}`])
  const said = [...filters, ...more].filter((name) => told(name) !== undefined)
  if (said.length === 0 || (isCalled(told) && said.length === 2 && !asTheyAre))
    return { triggers: [{ kind: 'manual', inputs, origin }], vendorTriggers: [] }
  const expression = told('on-cel-expression')
  const triggers =
    asTheyAre || more.some((name) => said.includes(name))
      ? undefined
      : expression !== undefined
        ? ofExpression(expression, origin)
        : ofLists(told, origin)
  if (triggers !== undefined && triggers.length > 0) return { triggers, vendorTriggers: [] }
  const events = Object.fromEntries(said.map((name) => [`${prefix}${name}`, told(name) ?? '']))
  return { triggers: [], vendorTriggers: [{ vendor: 'tekton', events: { annotations: events }, origin }] }
}

// Whoever knows the secret of the repository starts it, on any branch: https://pipelinesascode.com/docs/guides/incoming-webhooks/
function isCalled(told: (name: string) => string | undefined): boolean {
  return listIn(told('on-event') ?? '').join() === 'incoming' && listIn(told('on-target-branch') ?? '').join() === '**'
}

function ofLists(told: (name: string) => string | undefined, origin: Origin): readonly Trigger[] | undefined {
  const [event, target] = [told('on-event'), told('on-target-branch')]
  if (event === undefined || target === undefined) return undefined
  const paths = listIn(told('on-path-change') ?? '[]').map(widePath)
  const ignorePaths = listIn(told('on-path-change-ignore') ?? '[]').map(widePath)
  // A star of an annotation crosses slashes.
  const targets = listIn(target).map((one) => one.replaceAll(/\*+/g, '**'))
  return startsOf(listIn(event), { targets, ignored: [], paths, ignorePaths }, origin)
}

function widePath(path: string): string {
  return path.replaceAll(/\*{2,}/g, '**')
}

interface Filters {
  readonly targets: readonly string[]
  readonly ignored: readonly string[]
  readonly paths: readonly string[]
  readonly ignorePaths: readonly string[]
}

function startsOf(events: readonly string[], filters: Filters, origin: Origin): readonly Trigger[] | undefined {
  const { paths, ignorePaths } = filters
  if (!events.every((one) => one === 'push' || one === 'pull_request')) return undefined
  const [targets, ignored] = [refsOf(filters.targets), refsOf(filters.ignored)]
  const all = [...targets.branches, ...targets.tags, ...ignored.branches, ...ignored.tags, ...paths, ...ignorePaths]
  // A story has no other wildcards.
  if (!all.every((one) => /^[\w./@*-]+$/.test(one))) return undefined
  if (events.includes('pull_request') && filters.ignored.length > 0) return undefined
  const open = (names: readonly string[]): readonly string[] => (names.includes('**') ? [] : names)
  return [...new Set(events)].flatMap((event): readonly Trigger[] => {
    const branches = open(targets.branches)
    const where = { paths, ignorePaths, origin }
    if (event === 'pull_request')
      return targets.branches.length === 0 ? [] : [{ kind: 'pullRequest', branches, ...where }]
    const tags = { tags: open(targets.tags), ignoreTags: ignored.tags, origin }
    return [
      ...(targets.branches.length === 0
        ? []
        : [{ kind: 'push' as const, branches, ignoreBranches: ignored.branches, ...where }]),
      ...(targets.tags.length === 0 ? [] : [{ kind: 'tag' as const, ...tags }]),
    ]
  })
}

const tagPrefix = 'refs/tags/'

function refsOf(names: readonly string[]): { readonly branches: readonly string[]; readonly tags: readonly string[] } {
  return {
    branches: names.filter((one) => !one.startsWith(tagPrefix)).map((one) => one.replace(/^refs\/heads\//, '')),
    tags: names.filter((one) => one.startsWith(tagPrefix)).map((one) => one.slice(tagPrefix.length)),
  }
}

function ofExpression(text: string, origin: Origin): readonly Trigger[] | undefined {
  const tree = parseCel(text)
  if (tree === undefined) return undefined
  const found = partsOf(tree, '||').map((one) => ofConjunction(partsOf(one, '&&'), origin))
  if (found.some((one) => one === undefined)) return undefined
  // Two hosts may say the same in two ways.
  return [...new Map(found.flatMap((one) => one ?? []).map((one) => [JSON.stringify(one), one])).values()]
}

function ofConjunction(parts: readonly CelNode[], origin: Origin): readonly Trigger[] | undefined {
  let events: readonly string[] | undefined
  let targets: readonly string[] | undefined
  let files: Pick<Filters, 'paths' | 'ignorePaths'> | undefined
  const ignored: string[] = []
  for (const part of parts) {
    const event = equalIn(part, 'event')
    const branch = namesIn(part, 'target_branch')
    const without = notIn(part)
    const left = without === undefined ? undefined : namesIn(without, 'target_branch')
    const changed = filesIn(part)
    if (event !== undefined && events === undefined) events = event
    else if (branch !== undefined && targets === undefined) targets = branch
    else if (left !== undefined) ignored.push(...left)
    else if (changed !== undefined && files === undefined) files = changed
    else return undefined
  }
  if (events === undefined) return undefined
  const noTags = ignored.includes(`${tagPrefix}**`)
  const usual = events.includes('push') && !noTags ? ['**', `${tagPrefix}**`] : ['**']
  return startsOf(
    events,
    {
      targets: targets ?? usual,
      ignored: ignored.filter((one) => one !== `${tagPrefix}**`),
      paths: files?.paths ?? [],
      ignorePaths: files?.ignorePaths ?? [],
    },
    origin,
  )
}

// The names that a variable may have. A star in a text that is compared as it stands is no wildcard.
function namesIn(node: CelNode, variable: string): readonly string[] | undefined {
  const names = equalIn(node, variable)
  if (names !== undefined) return names.some(hasStar) ? undefined : names
  const start = callOn(node, variable, 'startsWith')
  if (start !== undefined) return hasStar(start) ? undefined : [`${start}**`]
  const regex = callOn(node, variable, 'matches')
  return regex === undefined ? undefined : patternsIn(regex)
}

function hasStar(text: string): boolean {
  return text.includes('*')
}

function filesIn(node: CelNode): Pick<Filters, 'paths' | 'ignorePaths'> | undefined {
  const changed = partsOf(node, '||').map(changedPath)
  if (changed.every((one) => one !== undefined)) return { paths: changed.map(widePath), ignorePaths: [] }
  const test = existsIn(node, 'files', 'all')
  if (test === undefined) return undefined
  const tests = partsOf(test.test, '&&')
  const paths = tests.map((one) => namesIn(one, test.variable))
  const ignored = tests.map((one) => {
    const inner = notIn(one)
    return inner === undefined ? undefined : namesIn(inner, test.variable)
  })
  return tests.every((_, index) => paths[index] !== undefined || ignored[index] !== undefined)
    ? { paths: paths.flatMap((one) => one ?? []), ignorePaths: ignored.flatMap((one) => one ?? []) }
    : undefined
}

/** A text in brackets, parted by commas; a comma inside of a value is written `&#44;`. */
export function listIn(text: string): readonly string[] {
  const inner = /^\s*\[(.*)\]\s*$/s.exec(text)?.[1]
  return (inner === undefined ? [text] : inner.split(','))
    .map((part) =>
      part
        .trim()
        .replace(/^(["'])(.*)\1$/s, '$2')
        .replaceAll('&#44;', ','),
    )
    .filter((part) => part !== '')
}
