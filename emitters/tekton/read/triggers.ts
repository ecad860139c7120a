import type { Input, Trigger, VendorTrigger } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import type { DataMap } from '../../../src/yaml/data.ts'
import { mapOf, textOf } from '../../../src/yaml/look.ts'
import { type CelNode, callOn, changedPath, equalIn, parseCel, partsOf } from './cel.ts'

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
  if (said.length === 0) return { triggers: [{ kind: 'manual', inputs, origin }], vendorTriggers: [] }
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

function ofLists(told: (name: string) => string | undefined, origin: Origin): readonly Trigger[] | undefined {
  const [event, target] = [told('on-event'), told('on-target-branch')]
  if (event === undefined || target === undefined) return undefined
  const paths = listIn(told('on-path-change') ?? '[]').map(widePath)
  const ignorePaths = listIn(told('on-path-change-ignore') ?? '[]').map(widePath)
  const events = listIn(event)
  if (!events.every((one) => one === 'push' || one === 'pull_request')) return undefined
  return startsOf(events, listIn(target), paths, ignorePaths, origin)
}

function widePath(path: string): string {
  return path.replaceAll(/\*{2,}/g, '**')
}

function startsOf(
  events: readonly string[],
  targets: readonly string[],
  paths: readonly string[],
  ignorePaths: readonly string[],
  origin: Origin,
): readonly Trigger[] | undefined {
  const patterns = targets.map((one) => one.replace(/^refs\/heads\//, ''))
  // A star of an annotation crosses slashes, and a story has no other wildcards.
  if (![...patterns, ...paths, ...ignorePaths].every((one) => /^[\w./@*-]+$/.test(one))) return undefined
  const wide = (one: string): string => one.replaceAll(/\*+/g, '**')
  const tags = patterns.filter((one) => one.startsWith('refs/tags/')).map((one) => wide(one.slice(10)))
  const branches = patterns.filter((one) => !one.startsWith('refs/tags/')).map(wide)
  const all = (names: readonly string[]): readonly string[] => (names.includes('**') ? [] : names)
  return [...new Set(events)].flatMap((event): readonly Trigger[] => {
    const where = { paths, ignorePaths, origin }
    if (event === 'pull_request')
      return branches.length === 0 ? [] : [{ kind: 'pullRequest', branches: all(branches), ...where }]
    return [
      ...(branches.length === 0
        ? []
        : [{ kind: 'push' as const, branches: all(branches), ignoreBranches: [], ...where }]),
      ...(tags.length === 0 ? [] : [{ kind: 'tag' as const, tags: all(tags), ignoreTags: [], origin }]),
    ]
  })
}

function ofExpression(text: string, origin: Origin): readonly Trigger[] | undefined {
  const tree = parseCel(text)
  if (tree === undefined) return undefined
  const found = partsOf(tree, '||').map((one) => ofConjunction(partsOf(one, '&&'), origin))
  return found.some((one) => one === undefined) ? undefined : found.flatMap((one) => one ?? [])
}

function ofConjunction(parts: readonly CelNode[], origin: Origin): readonly Trigger[] | undefined {
  let events: readonly string[] | undefined
  let targets: readonly string[] | undefined
  let paths: readonly string[] | undefined
  for (const part of parts) {
    const event = equalIn(part, 'event')
    const branch = targetsIn(part)
    const changed = partsOf(part, '||').map(changedPath)
    if (event !== undefined && events === undefined) events = event
    else if (branch !== undefined && targets === undefined) targets = branch
    else if (paths === undefined && changed.every((one) => one !== undefined)) paths = changed.map(widePath)
    else return undefined
  }
  if (events === undefined || !events.every((one) => one === 'push' || one === 'pull_request')) return undefined
  return startsOf(
    events,
    targets ?? (events.includes('push') ? ['**', 'refs/tags/**'] : ['**']),
    paths ?? [],
    [],
    origin,
  )
}

function targetsIn(node: CelNode): readonly string[] | undefined {
  const names = equalIn(node, 'target_branch')
  if (names !== undefined) return names
  const start = callOn(node, 'target_branch', 'startsWith')
  return start === undefined ? undefined : [`${start}**`]
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
