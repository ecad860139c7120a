import { data, Evaluator, Lexer, Parser } from '@actions/expressions'
import { parse } from 'yaml'

/** How the steps of a job end if they run. */
export type Outcome = 'success' | 'failure' | 'timeout'

/** What the vendor says of a job in the end. */
export type Result = 'success' | 'failure' | 'cancelled' | 'skipped'

interface Job {
  readonly needs?: string | readonly string[]
  readonly if?: string
  readonly 'continue-on-error'?: boolean
}

const statusFunctions = ['success', 'failure', 'always', 'cancelled']

/**
 * Runs the jobs of a workflow as the vendor's scheduler does. `wide`: whether `needs.*` shows all jobs before one, as
 * some have seen it do, or the named ones alone, as the documentation says.
 */
export function schedule(
  text: string,
  github: object,
  outcomes: Readonly<Record<string, Outcome>>,
  wide: boolean,
): Readonly<Record<string, Result>> {
  const jobs = (parse(text) as { readonly jobs: Readonly<Record<string, Job>> }).jobs
  const results = new Map<string, Result>()
  const before = new Map<string, ReadonlySet<string>>()
  const run = (id: string): void => {
    if (results.has(id)) return
    const job = jobs[id] as Job
    const needs = [job.needs ?? []].flat()
    for (const need of needs) run(need)
    const ancestors = new Set(needs.flatMap((need) => [need, ...(before.get(need) ?? [])]))
    before.set(id, ancestors)
    const seen = wide ? [...ancestors] : needs
    const all = [...ancestors].map((one) => results.get(one))
    const holds = evaluate(job.if ?? '', {
      contexts: { github, needs: Object.fromEntries(seen.map((need) => [need, { result: results.get(need) }])) },
      status: {
        success: all.every((result) => result === 'success'),
        failure: all.includes('failure'),
        always: true,
        cancelled: false,
      },
    })
    const outcome = outcomes[id] ?? 'success'
    const ended = outcome === 'timeout' ? 'cancelled' : job['continue-on-error'] ? 'success' : outcome
    results.set(id, holds ? ended : 'skipped')
  }
  for (const id of Object.keys(jobs)) run(id)
  return Object.fromEntries(results)
}

/** What an `if` comes to: without a status function it asks for success too. */
export function evaluate(
  text: string,
  world: { readonly contexts: object; readonly status: Readonly<Record<string, boolean>> },
): boolean {
  const bare = /^\$\{\{(.*)\}\}$/s.exec(text)?.[1] ?? text
  const asks = statusFunctions.some((name) => new RegExp(`\\b${name}\\(`).test(bare))
  const whole = bare.trim() === '' ? 'success()' : asks ? bare : `success() && (${bare})`
  return value(whole, world) === true
}

/** What an expression comes to. */
export function value(
  expression: string,
  world: { readonly contexts: object; readonly status: Readonly<Record<string, boolean>> },
): unknown {
  const { tokens } = new Lexer(expression).lex()
  const functions = statusFunctions.map((name) => ({
    name,
    minArgs: 0,
    maxArgs: 9,
    call: () => new data.BooleanData(world.status[name] ?? false),
  }))
  const parsed = new Parser(tokens, ['github', 'needs', 'inputs', 'steps', 'matrix'], functions).parse()
  const context = dataOf(world.contexts) as data.Dictionary
  const result = new Evaluator(parsed, context, new Map(functions.map((one) => [one.name, one]))).evaluate()
  return result.kind === data.Kind.Null ? null : 'value' in result ? result.value : result
}

function dataOf(given: unknown): data.ExpressionData {
  if (given === null || given === undefined) return new data.Null()
  if (typeof given === 'string') return new data.StringData(given)
  if (typeof given === 'number') return new data.NumberData(given)
  if (typeof given === 'boolean') return new data.BooleanData(given)
  if (Array.isArray(given)) return new data.Array(...given.map(dataOf))
  return new data.Dictionary(...Object.entries(given).map(([key, entry]) => ({ key, value: dataOf(entry) })))
}
