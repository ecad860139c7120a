import { bug } from '../../src/bug.ts'
import { isNo, isYes } from '../../src/condition/build.ts'
import { tests } from '../../src/condition/tests.ts'
import type { Condition, EventName, Job, Step, Test } from '../../src/ir.ts'
import { ofFork } from './context.ts'
import { isExact, isValued } from './exact.ts'
import { and, type Expression, negate, or, quote } from './expression.ts'
import { matchExpression, ofBase, ofRef } from './pattern.ts'
import { askingTriggers, type JobScene, type Scene, sceneOfJob } from './scene.ts'
import { isDecided, simplify } from './simplify.ts'
import { inputExpression, valueExpression } from './values.ts'

/** The condition of a job as an expression; undefined where it always holds. */
export function jobCondition(scene: JobScene): Expression | undefined {
  const { job, pipeline } = scene
  if (isYes(job.condition)) return undefined
  const asking = {
    ...scene,
    triggers: askingTriggers(job, scene),
    kinds: new Set(pipeline.triggers.map(({ kind }) => kind)),
  }
  return written(simplify(job.condition, pipeline), asking, false)
}

/** The condition of a step as an expression; undefined where it always holds. */
export function stepCondition(step: Pick<Step, 'condition'>, scene: JobScene): Expression | undefined {
  const { triggers, pipeline, job } = scene
  if (isYes(step.condition)) return undefined
  return written(simplify(step.condition, pipeline, triggers), scene, isValued(job, pipeline))
}

/** The name of a test among the outputs of the job that tests what expressions cannot. */
function checkKey(test: Test): string {
  return JSON.stringify(test)
}

/**
 * Whether a test needs a job of its own. Where `exact`, upper and lower case must count, which expressions ignore.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/expressions#operators
 */
export function needsCheck(test: Test, scene: Scene, exact: boolean): boolean {
  if (test.test === 'changed') return true
  if (isDecided(test, scene)) return false
  if (exact && !isExact(test, scene)) return true
  return (
    (test.test === 'branch' || test.test === 'tag' || test.test === 'targetBranch') &&
    matchExpression(test.patterns, nameOf(test)) === undefined
  )
}

/** A test as an expression. */
export function testExpression(test: Test, scene: Scene): Expression {
  switch (test.test) {
    case 'event':
      return eventExpression(test.events, scene)
    case 'schedule':
      return scheduleExpression(test.name, scene)
    case 'branch':
    case 'tag':
    case 'targetBranch':
      return nameExpression(test, scene)
    case 'fork':
      return scene.kinds.size === 1 ? ofFork : `github.event_name == 'pull_request' && ${ofFork}`
    case 'equals':
      return equalsExpression(test, scene)
    case 'vendor':
      return test.texts.github ?? 'false'
    default:
      return bug(`no expression for the test '${test.test}'`)
  }
}

function written(condition: Condition, scene: Scene, exact: boolean): Expression | undefined {
  if (isYes(condition)) return undefined
  if (isNo(condition)) return 'false'
  if ('all' in condition) return and(...condition.all.map((part) => written(part, scene, exact)))
  if ('any' in condition) return or(condition.any.map((part) => written(part, scene, exact) ?? 'true'))
  if ('not' in condition) return negate(written(condition.not, scene, exact) ?? 'true')
  return needsCheck(condition, scene, exact) ? checkExpression(condition, scene) : testExpression(condition, scene)
}

/** The answer of the job that makes the tests which no expression can. */
export function checkExpression(test: Test, { checks: { id, outputs } }: Scene): Expression {
  return `needs.${id}.outputs.${outputs.get(checkKey(test)) ?? bug('a test that no job makes')} == 'true'`
}

const theirs = {
  pullRequest: 'pull_request',
  schedule: 'schedule',
  manual: 'workflow_dispatch',
  api: 'repository_dispatch',
} as const

function eventExpression(events: readonly EventName[], { kinds }: Scene): Expression {
  const wanted = events.filter((event) => kinds.has(event))
  const pushed = wanted.filter((event) => event === 'push' || event === 'tag')
  const both = pushed.length === 2 || !kinds.has(pushed[0] === 'push' ? 'tag' : 'push')
  const ref = pushed[0] === 'push' ? 'refs/heads/' : 'refs/tags/'
  return or([
    ...(pushed.length === 0
      ? []
      : [both ? "github.event_name == 'push'" : `github.event_name == 'push' && startsWith(github.ref, '${ref}')`]),
    ...wanted.flatMap((event) =>
      event === 'push' || event === 'tag' ? [] : [`github.event_name == '${theirs[event]}'`],
    ),
  ])
}

function scheduleExpression(name: string, { pipeline }: Scene): Expression {
  const schedules = pipeline.triggers.filter((trigger) => trigger.kind === 'schedule')
  const cron = schedules.find((schedule) => schedule.name === name)?.cron
  if (cron === undefined) return 'false'
  return schedules.length === 1 ? "github.event_name == 'schedule'" : `github.event.schedule == ${quote(cron)}`
}

type NameTest = Extract<Test, { readonly test: 'branch' | 'tag' | 'targetBranch' }>

function nameOf(test: NameTest): Parameters<typeof matchExpression>[1] {
  return test.test === 'targetBranch' ? ofBase : ofRef(test.test === 'branch' ? 'refs/heads/' : 'refs/tags/')
}

// Where the triggers admit no other name, the kind of the run says it all.
function nameExpression(test: NameTest, scene: Scene): Expression {
  const match = matchExpression(test.patterns, nameOf(test))
  const literal = test.patterns.every((pattern) => !pattern.includes('*'))
  if (match !== undefined && (literal || !isDecided(test, scene))) return match
  if (test.test === 'targetBranch') return "github.event_name == 'pull_request'"
  return `startsWith(github.ref, '${test.test === 'branch' ? 'refs/heads/' : 'refs/tags/'}')`
}

function equalsExpression(test: Extract<Test, { readonly test: 'equals' }>, scene: Scene): Expression {
  const { value, to } = test
  if (value.ref === 'input' && scene.inputs.get(value.name)?.type === 'boolean') {
    const expression = inputExpression(value.name, scene).replace(/ \|\| false$/, '')
    return to === 'true' ? expression : negate(expression)
  }
  if (value.ref === 'input' && scene.inputs.get(value.name)?.type === 'number') {
    const given = `format('{0}', inputs.${value.name})`
    const expression = inputExpression(value.name, scene)
    return `${expression.includes('||') ? `(${expression})` : given} == ${quote(to)}`
  }
  const expression = valueExpression(value, scene)
  // Whoever calls the API may send more than text.
  if (value.ref === 'payload') return `format('{0}', ${expression}) == ${quote(to)}`
  return `${/ (\|\||&&) /.test(expression) ? `(${expression})` : expression} == ${quote(to)}`
}

/** The tests of a job and of its steps that need a job of their own, by key. */
export function checksOf(job: Job, outer: Scene): readonly string[] {
  if (isYes(job.condition) && job.steps.every((step) => isYes(step.condition))) return []
  const exact = isValued(job, outer.pipeline)
  const inner = sceneOfJob(job, outer)
  const needed = (condition: Condition, scene: Scene, strict: boolean): readonly string[] =>
    tests(condition)
      .filter((test) => needsCheck(test, scene, strict))
      .map(checkKey)
  return [
    ...needed(simplify(job.condition, outer.pipeline), { ...outer, triggers: askingTriggers(job, outer) }, false),
    ...job.steps.flatMap((step) => needed(simplify(step.condition, inner.pipeline, inner.triggers), inner, exact)),
  ]
}
