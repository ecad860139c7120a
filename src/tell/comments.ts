import { camel } from '../camel.ts'
import { runSteps } from '../features/use.ts'
import type { Pipeline } from '../ir.ts'
import type { Origin } from '../origin.ts'
import type { Comment } from '../read/reading.ts'

/** A comment at a node of the pipeline. */
export interface Remark {
  readonly text: string
  /** The keys that lead from the node to what it speaks of. */
  readonly path: readonly string[]
  /** Whether it stands behind that, in the same line. */
  readonly behind: boolean
}

/** The comments of a file, each at the node of the pipeline that it speaks of. */
export interface Arranged {
  /** Those of the file as a whole. */
  readonly head: readonly string[]
  readonly byNode: ReadonlyMap<object, readonly Remark[]>
}

interface Located {
  readonly origin: Origin
}

/**
 * Gives each comment to the innermost node that holds what it speaks of. What stands in no node is of the pipeline, where
 * that has a place for it, else of the next job.
 */
export function arrangeComments(pipeline: Pipeline, comments: readonly Comment[]): Arranged {
  const nodes = nodesOf(pipeline).filter(({ origin }) => origin.line > 1 || origin.column > 1)
  const byPlace = new Map<string, Located>()
  for (const node of nodes) if (!byPlace.has(placeOf(node.origin))) byPlace.set(placeOf(node.origin), node)
  const files = new Set(nodes.map(({ origin }) => origin.file))
  const jobs = [...pipeline.jobs].sort((a, b) => a.origin.line - b.origin.line)
  const own = new Set([
    'name',
    'on',
    'env',
    'permissions',
    'concurrency',
    'variables',
    ...pipeline.raw.flatMap(({ patch }) => Object.keys(patch)),
  ])
  const head: string[] = []
  const byNode = new Map<object, Remark[]>()
  for (const { text, of, behind = false, leads = false, chain = [{ origin: of, key: '' }] } of comments) {
    if (files.size > 0 && !files.has(of.file)) continue
    const keys = chain.map(({ key }) => String(key))
    const inner = chain.findIndex(({ origin }) => byPlace.has(placeOf(origin)))
    const node = byPlace.get(placeOf(chain[inner]?.origin ?? of))
    const top = keys[keys.length - 1]
    if (top === undefined || (leads && node === undefined)) head.push(text)
    else if (node !== undefined) put(byNode, node, { text, path: keys.slice(0, inner).reverse(), behind })
    else {
      const next = own.has(top)
        ? undefined
        : jobs.find(({ origin }) => origin.file === of.file && origin.line > of.line)
      put(byNode, next ?? pipeline, { text, path: next === undefined ? [...keys].reverse() : [], behind: false })
    }
  }
  return { head, byNode }
}

function put(byNode: Map<object, Remark[]>, node: object, remark: Remark): void {
  const list = byNode.get(node)
  if (list === undefined) byNode.set(node, [remark])
  else list.push(remark)
}

/** A place as one text. */
export function placeOf({ file, line, column }: Origin): string {
  return `${line}:${column} ${file}`
}

/** The version behind a pinned address, which means nothing without the address. */
export function isPin(text: string): boolean {
  return /^(?:tag[=: ]\s*)?v?\d[\w.+-]*$/.test(text)
}

// What files call otherwise than stories.
const called: Readonly<Record<string, string>> = {
  if: 'when',
  rules: 'when',
  only: 'when',
  except: 'when',
  condition: 'when',
  'runs-on': 'runner',
  tags: 'runner',
  strategy: 'matrix',
  container: 'image',
  script: 'steps',
  before_script: 'steps',
  variables: 'env',
  cache: 'caches',
  deployment: 'environment',
  concurrency: 'cancelSuperseded',
  'timeout-minutes': 'timeout',
}

/** The option of a story that a key of a vendor's file speaks of, going by its name. */
export function optionOf(key: string): string {
  return called[key] ?? camel(key)
}

/** The nodes that a story has a place for; where several stand at one place, the first one counts. */
export function nodesOf({ jobs, triggers, vendorTriggers, env }: Pipeline): readonly Located[] {
  return [
    ...triggers,
    ...triggers.flatMap((trigger) => (trigger.kind === 'manual' ? trigger.inputs : [])),
    ...vendorTriggers,
    ...env,
    ...jobs,
    ...jobs.flatMap((job) => [
      ...job.steps,
      ...job.services,
      ...job.artifacts,
      ...job.caches,
      ...job.tools,
      ...job.env,
      ...runSteps(job).flatMap((step) => step.env),
    ]),
  ]
}
