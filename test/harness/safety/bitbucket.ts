import { spawnSync } from 'node:child_process'
import { parse } from 'yaml'
import { endedWell, mark, type Node, type SafetyEvent, type SafetyReader } from './play.ts'

interface Step {
  readonly name?: string
  readonly type?: string
  readonly custom?: string
  readonly script?: readonly (string | object)[]
  readonly 'after-script'?: readonly string[]
  readonly trigger?: string
  readonly deployment?: string
  readonly 'concurrency-group'?: string
  readonly condition?: { readonly state?: string }
  readonly 'on-fail'?: { readonly strategy: string }
}

interface Item {
  readonly step?: Step
  readonly parallel?: readonly Item[] | { readonly steps: readonly Item[] }
  readonly stage?: { readonly steps: readonly Item[]; readonly trigger?: string; readonly deployment?: string }
}

type Items = readonly Item[]
type Selectors = Readonly<Record<string, Items>>

interface Config {
  readonly pipelines: {
    readonly default?: Items
    readonly branches?: Selectors
    readonly tags?: Selectors
    readonly 'pull-requests'?: Readonly<Record<string, Items | { readonly destinations: Selectors }>>
    readonly custom?: Selectors
  }
  readonly triggers?: Readonly<
    Record<string, readonly { readonly condition?: string; readonly pipelines: readonly string[] }[]>
  >
}

type Files = Parameters<SafetyReader['nodes']>[0]

/** @see https://support.atlassian.com/bitbucket-cloud/docs/pipeline-start-conditions/ */
export const bitbucket: SafetyReader = {
  nodes: (files, event) => {
    const config = configOf(files)
    const variables = variablesOf(event)
    return chosen(config, event, variables).flatMap((items, index) => nodesOf(items, config, variables, `${index}`, []))
  },
  lockOf: (files, name) => {
    const step = stepOf(files, name)
    return step['concurrency-group'] ?? step.deployment
  },
  // Nothing runs for a fork: https://support.atlassian.com/bitbucket-cloud/docs/pipeline-start-conditions/
  secretsOf: (files, name, event) => {
    if (event.kind === 'pullRequest' && event.fork) return []
    return [
      ...new Set(
        [...JSON.stringify(stepOf(files, name)).matchAll(/\b(TOKEN|OTHER)\b/g)].map((found) => found[1] as string),
      ),
    ]
  },
  // A step has no token of the repository.
  writesOf: () => [],
}

function configOf(files: Files): Config {
  return parse(files.find(({ path }) => path === 'bitbucket-pipelines.yml')?.text ?? '{}') as Config
}

function stepOf(files: Files, name: string): Step {
  const { pipelines } = configOf(files)
  const steps: Step[] = []
  const collect = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    if ('script' in node && JSON.stringify(node.script).includes(mark(name))) steps.push(node as Step)
    Object.values(node).forEach(collect)
  }
  collect(pipelines)
  const [first] = steps
  if (first === undefined) throw new Error(`there is no step ${name}`)
  // What one of them lacks, none of them has.
  const lacking = steps.find((step) => step.deployment === undefined && step['concurrency-group'] === undefined)
  return lacking ?? first
}

function variablesOf(event: SafetyEvent): Readonly<Record<string, string>> {
  if (event.kind === 'push') return { BITBUCKET_BRANCH: event.branch }
  if (event.kind === 'tag') return { BITBUCKET_TAG: event.tag }
  return { BITBUCKET_BRANCH: event.source, BITBUCKET_PR_ID: '1', BITBUCKET_PR_DESTINATION_BRANCH: event.target }
}

function chosen(
  { pipelines, triggers }: Config,
  event: SafetyEvent,
  variables: Readonly<Record<string, string>>,
): readonly Items[] {
  if (event.kind === 'pullRequest' && event.fork) return []
  const started = (triggers?.[event.kind === 'pullRequest' ? 'pullrequest-push' : 'repository-push'] ?? [])
    .filter(({ condition }) => condition === undefined || holds(condition, variables))
    .flatMap((trigger) => trigger.pipelines.flatMap((name) => pipelines.custom?.[name] ?? []))
  const more = started.length === 0 ? [] : [started]
  const list = (items: Items | undefined) => (items === undefined ? more : [items, ...more])
  if (event.kind === 'push') return list(best(pipelines.branches, event.branch) ?? pipelines.default)
  if (event.kind === 'tag') return list(best(pipelines.tags, event.tag))
  const found = best(pipelines['pull-requests'], event.source)
  return list(found !== undefined && 'destinations' in found ? best(found.destinations, event.target) : found)
}

// An exact name comes before globs; of globs the one with more text of its own.
function best<T>(selectors: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  const keys = Object.keys(selectors ?? {}).filter((key) => glob(key, name))
  const [first] = keys.toSorted((a, b) => Number(b === name) - Number(a === name) || own(b) - own(a))
  return first === undefined ? undefined : selectors?.[first]
}

function own(key: string): number {
  return key.replaceAll('*', '').length
}

function glob(pattern: string, name: string): boolean {
  const source = pattern
    .replaceAll(/[.+?^$()|[\]\\]/g, '\\$&')
    .replaceAll('**', '\0')
    .replaceAll('*', '[^/]*')
    .replaceAll('\0', '.*')
    .replaceAll(/\{([^}]*)\}/g, (_, list: string) => `(?:${list.replaceAll(',', '|')})`)
  return new RegExp(`^${source}$`).test(name)
}

function holds(expression: string, variables: Readonly<Record<string, string>>): boolean {
  const code = expression
    .replaceAll(/glob\((\w+), "([^"]*)"\)/g, (_, name: string, pattern: string) =>
      String(variables[name] !== undefined && glob(pattern, variables[name])),
    )
    .replaceAll(/(\w+) (==|!=) "([^"]*)"/g, (_, name: string, operator: string, text: string) =>
      String(((variables[name] ?? '') === text) === (operator === '==')),
    )
  return new Function(`return ${code}`)() as boolean
}

// The items of a list run one after the other, and what fails or waits stops those after it.
function nodesOf(
  items: Items,
  config: Config,
  variables: Readonly<Record<string, string>>,
  path: string,
  first: readonly string[],
): readonly Node[] {
  const nodes: Node[] = []
  let waits: readonly string[] = first
  items.forEach((item, index) => {
    const steps =
      item.step !== undefined
        ? [item.step]
        : item.stage !== undefined
          ? undefined
          : (Array.isArray(item.parallel)
              ? item.parallel
              : ((item.parallel as { steps: Items } | undefined)?.steps ?? [])
            ).map((one: Item) => one.step as Step)
    const own: Node[] = []
    if (steps === undefined) {
      const { stage } = item
      const inner = nodesOf(stage?.steps ?? [], config, variables, `${path}.${index}`, waits)
      own.push(...inner.map((node) => ({ ...node, gate: node.gate || stage?.trigger === 'manual' })))
    } else {
      steps.forEach((step: Step, at: number) => {
        const name = `${path}.${index}.${at}`
        if (step.type === 'pipeline')
          own.push(...nodesOf(config.pipelines.custom?.[step.custom ?? ''] ?? [], config, variables, name, waits))
        else own.push(node(name, step, waits, variables))
      })
    }
    nodes.push(...own)
    if (own.length > 0) waits = [...new Set([...waits, ...own.map(({ name }) => name)])]
  })
  return nodes
}

function node(name: string, step: Step, waits: readonly string[], variables: Readonly<Record<string, string>>): Node {
  const { state } = step.condition ?? {}
  const lines = (step.script ?? []).filter((line): line is string => typeof line === 'string')
  return {
    name,
    waits,
    starts: (results) => endedWell(results, waits, true) && (state === undefined || holds(state, variables)),
    gate: step.trigger === 'manual',
    mayFail: step['on-fail']?.strategy === 'ignore',
    script: lines.join('\n'),
    prints: () => printed(lines, variables),
  }
}

/** What the lines of a step print in one shell. */
export function printed(lines: readonly string[], variables: Readonly<Record<string, string>>): string {
  const env = { PATH: process.env.PATH, TOKEN: 'hush', OTHER: 'hush', ...variables }
  return spawnSync('bash', ['-e', '-c', lines.join('\n')], { env, encoding: 'utf8' }).stdout
}
