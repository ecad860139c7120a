import { isYes } from '../../src/condition/build.ts'
import { tests } from '../../src/condition/tests.ts'
import type { Condition, Job, Test } from '../../src/ir.ts'
import { shellWord } from '../../src/shell/quote.ts'
import { checkExpression, needsCheck, testExpression } from './conditions.ts'
import { isExact, isValued } from './exact.ts'
import { type Expression, embed } from './expression.ts'
import { matchExpression, ofBase, ofRef } from './pattern.ts'
import { askingTriggers, type JobScene, type Scene } from './scene.ts'
import type { GithubStep } from './schema.ts'
import { shellOf } from './shell.ts'
import { simplify, undecided } from './simplify.ts'
import { tidy } from './tidy.ts'
import { valueExpression } from './values.ts'

/** The tests of a job's condition that pass for a name that differs in case only. */
function inexactTests(scene: Scene & { readonly job: Job }): readonly Test[] {
  const whole = simplify(scene.job.condition, scene.pipeline)
  return undecided(whole, askingTriggers(scene.job, scene)).filter((test) => !isExact(test, scene) && isNative(test))
}

/**
 * The step that keeps a job which holds something of value from running for a name that differs in case only.
 * Expressions compare without regard to case, the shell does not.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/expressions#operators
 */
export function writeGuard(scene: JobScene, id: string | undefined): GithubStep | undefined {
  const { job, pipeline } = scene
  if (isYes(job.condition) || !isValued(job, pipeline)) return undefined
  const inexact = new Set(inexactTests(scene).map((test) => JSON.stringify(test)))
  if (inexact.size === 0) return undefined
  const whole = simplify(job.condition, pipeline)
  const parts = 'all' in whole ? whole.all : [whole]
  const env: Record<string, string> = {}
  const commands = parts
    .filter((part) => tests(part).some((test) => inexact.has(JSON.stringify(test))))
    .map((part) => command(part, scene, env, true))
  return tidy({
    name: 'Compare names with regard to case',
    id,
    shell: shellOf(job),
    env: Object.keys(env).length === 0 ? undefined : env,
    run: commands.join('\n'),
  }) as unknown as GithubStep
}

function isNative(test: Test): boolean {
  if (test.test === 'equals') return true
  if (test.test === 'targetBranch') return matchExpression(test.patterns, ofBase) !== undefined
  return 'patterns' in test && matchExpression(test.patterns, ofRef('refs/heads/')) !== undefined
}

function command(condition: Condition, scene: JobScene, env: Record<string, string>, alone: boolean): string {
  const several = (parts: readonly Condition[], sign: string): string => {
    const text = parts.map((part) => command(part, scene, env, false)).join(` ${sign} `)
    return alone ? text : `{ ${text}; }`
  }
  if ('all' in condition) return several(condition.all, '&&')
  if ('any' in condition) return several(condition.any, '||')
  // Alone on a line, what is turned round with a sign would not end the script.
  if ('not' in condition && alone) return `if ${command(condition.not, scene, env, false)}; then exit 1; fi`
  if ('not' in condition) return `! ${command(condition.not, scene, env, false)}`
  return leaf(condition, scene, env, alone)
}

function leaf(test: Test, scene: JobScene, env: Record<string, string>, alone: boolean): string {
  if (needsCheck(test, scene, false)) return `[ "$${held(env, checkExpression(test, scene))}" = true ]`
  switch (test.test) {
    case 'branch':
      return names('$GITHUB_REF', 'refs/heads/', test.patterns, alone)
    case 'tag':
      return names('$GITHUB_REF', 'refs/tags/', test.patterns, alone)
    case 'targetBranch':
      return names('$GITHUB_BASE_REF', '', test.patterns, alone)
    case 'equals':
      return `[ "$${held(env, valueExpression(test.value, scene))}" = ${shellWord(test.to)} ]`
    default:
      return `[ "$${held(env, testExpression(test, scene))}" = true ]`
  }
}

function names(variable: string, prefix: string, patterns: readonly string[], alone: boolean): string {
  const parts = patterns.map((pattern) => name(variable, prefix, pattern))
  const text = parts.join(' || ')
  return alone || parts.length === 1 ? text : `{ ${text}; }`
}

function name(variable: string, prefix: string, pattern: string): string {
  if (!pattern.includes('*')) return `[ "${variable}" = ${shellWord(prefix + pattern)} ]`
  const [head = '', tail = ''] = pattern.split(/\*+/)
  // Elsewhere than on a pull request the name of the target is empty, which a star alone would match.
  const some = prefix + head + tail === '' ? '?*' : '*'
  const glob = `${prefix + head === '' ? '' : shellWord(prefix + head)}${some}${tail === '' ? '' : shellWord(tail)}`
  // In a pattern of the shell a star matches slashes too.
  const slash = pattern.includes('**') ? '' : `${prefix === '' ? '' : shellWord(prefix)}*/*) false ;; `
  return `case "${variable}" in ${slash}${glob}) true ;; *) false ;; esac`
}

function held(env: Record<string, string>, expression: Expression): string {
  const variable = `VALUE_${Object.keys(env).length + 1}`
  env[variable] = embed(expression)
  return variable
}
