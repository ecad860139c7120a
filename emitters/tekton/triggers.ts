import type { Pipeline, Trigger } from '../../src/ir.ts'
import { isLiteral, patternSource } from '../../src/pattern.ts'
import type { Run } from './runs.ts'

const prefix = 'pipelinesascode.tekton.dev'

/**
 * The annotations that start a run. Globs of annotations let `*` cross a slash, so that only names and `**` stand
 * there; all else is said by an expression, which makes Pipelines-as-Code ignore the other annotations.
 *
 * @see https://pipelinesascode.com/docs/guides/event-matching/
 */
export function annotationsOf(run: Run, pipeline: Pipeline): Readonly<Record<string, string>> {
  const start = run.annotations ?? simple(run) ?? { [`${prefix}/on-cel-expression`]: told(run.trigger).join(' && ') }
  return {
    ...start,
    [`${prefix}/max-keep-runs`]: '5',
    ...(cancels(run, pipeline) && { [`${prefix}/cancel-in-progress`]: 'true' }),
  }
}

/** Whether a newer run of the same branch, tag or pull request cancels the older. */
export function cancels(run: Run, { cancelSuperseded }: Pipeline): boolean {
  return cancelSuperseded === 'all' || (cancelSuperseded === 'pullRequests' && run.event === 'pullRequest')
}

const events = { push: 'push', tag: 'push', pullRequest: 'pull_request' } as const

function simple(run: Run): Readonly<Record<string, string>> | undefined {
  if (run.event === 'schedule' || run.event === 'manual' || run.event === 'api')
    return { [`${prefix}/on-event`]: '[incoming]', [`${prefix}/on-target-branch`]: '[**]' }
  const { trigger } = run
  if (!plainly(trigger)) return undefined
  const names = trigger.kind === 'tag' ? trigger.tags : 'branches' in trigger ? trigger.branches : []
  const targets = (names.length === 0 ? ['**'] : names).map((name) =>
    trigger.kind === 'tag' ? `refs/tags/${name}` : name,
  )
  return {
    [`${prefix}/on-event`]: `[${events[run.event]}]`,
    [`${prefix}/on-target-branch`]: `[${targets.map((name) => name.replaceAll(',', '&#44;')).join(', ')}]`,
  }
}

function plainly(trigger: Trigger): boolean {
  if (trigger.kind === 'tag') return trigger.ignoreTags.length === 0 && trigger.tags.every(sayable)
  if (trigger.kind !== 'push' && trigger.kind !== 'pullRequest') return false
  const ignored =
    trigger.kind === 'push' ? trigger.ignoreBranches.length : trigger.paths.length + trigger.ignorePaths.length
  return ignored === 0 && trigger.branches.every(sayable)
}

function sayable(pattern: string): boolean {
  return !/[?[\]{}\\!\s]/.test(pattern) && !pattern.replaceAll('**', '').includes('*')
}

function told(trigger: Trigger): readonly string[] {
  if (trigger.kind === 'push') {
    return [
      'event == "push"',
      '!target_branch.startsWith("refs/tags/")',
      ...oneOf('target_branch', trigger.branches),
      ...noneOf('target_branch', trigger.ignoreBranches),
    ]
  }
  if (trigger.kind === 'tag') {
    const refs = (names: readonly string[]): readonly string[] => names.map((name) => `refs/tags/${name}`)
    return [
      'event == "push"',
      ...oneOf('target_branch', refs(trigger.tags.length === 0 ? ['**'] : trigger.tags)),
      ...noneOf('target_branch', refs(trigger.ignoreTags)),
    ]
  }
  if (trigger.kind !== 'pullRequest') return []
  return ['event == "pull_request"', ...oneOf('target_branch', trigger.branches), ...files(trigger)]
}

// Every file of a pull request is known here; of a push only those of its last commit, so that pushes compare by git.
function files({
  paths,
  ignorePaths,
}: {
  readonly paths: readonly string[]
  readonly ignorePaths: readonly string[]
}): readonly string[] {
  const tests = [...oneOf('file', paths), ...noneOf('file', ignorePaths)]
  return tests.length === 0 ? [] : [`files.all.exists(file, ${tests.join(' && ')})`]
}

/** The tests that a value matches one of the patterns. */
export function oneOf(name: string, patterns: readonly string[]): readonly string[] {
  if (patterns.length === 0 || patterns.includes('**')) return []
  if (patterns.every(isLiteral))
    return [
      patterns.length === 1
        ? `${name} == ${text(patterns[0] as string)}`
        : `${name} in [${patterns.map(text).join(', ')}]`,
    ]
  return [`${name}.matches(${text(regex(patterns))})`]
}

/** The tests that a value matches none of the patterns. */
export function noneOf(name: string, patterns: readonly string[]): readonly string[] {
  return patterns.length === 0 ? [] : [`!${name}.matches(${text(regex(patterns))})`]
}

/** A regular expression of RE2 and of `grep -E` that matches what one of the patterns matches as a whole. */
export function regex(patterns: readonly string[]): string {
  const sources = patterns.map((pattern) => patternSource(pattern))
  return sources.length === 1 ? `^${sources[0]}$` : `^(${sources.join('|')})$`
}

/** A text as an expression. */
export function text(value: string): string {
  return JSON.stringify(value)
}
