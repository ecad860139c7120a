import { isNo, isYes } from '../../src/condition/build.ts'
import { given } from '../../src/condition/given.ts'
import type { Yaml, YamlMap } from '../../src/document.ts'
import type { Condition, Pipeline, Trigger } from '../../src/ir.ts'
import { isLiteral } from '../../src/pattern.ts'
import { comparison, expressionOf, type Speaker } from './conditions/expression.ts'
import { type Rule, rulesOf } from './conditions/rules.ts'
import { apiVariable, eventVariable, storyVariable } from './names.ts'
import { changesOf, regexOf } from './pattern.ts'

/** A trigger as a rule of `workflow`. */
export interface Start {
  readonly trigger: Trigger
  readonly if: string
  readonly changes?: readonly string[]
}

/**
 * The triggers of a pipeline as a closed list: without a match there is no run. Where `several` stories can be started by
 * hand, the person says which: https://docs.gitlab.com/ci/yaml/workflow/
 */
export function startsOf(pipeline: Pipeline, several: boolean): readonly Start[] {
  return pipeline.triggers.map((trigger) => {
    const paths = trigger.kind === 'push' || trigger.kind === 'pullRequest' ? trigger.paths : []
    const story = several && trigger.kind === 'manual' ? [`$${storyVariable} == "${pipeline.name}"`] : []
    const text = [...ifOf(trigger), ...story].join(' && ')
    return { trigger, if: text, ...(paths.length === 0 ? {} : { changes: changesOf(paths) }) }
  })
}

function ifOf(trigger: Trigger): readonly string[] {
  switch (trigger.kind) {
    case 'push':
      return ['$CI_PIPELINE_SOURCE == "push"', ...filter('CI_COMMIT_BRANCH', trigger.branches, trigger.ignoreBranches)]
    case 'tag':
      return ['$CI_PIPELINE_SOURCE == "push"', ...filter('CI_COMMIT_TAG', trigger.tags, trigger.ignoreTags)]
    case 'pullRequest':
      return [
        '$CI_PIPELINE_SOURCE == "merge_request_event"',
        ...(trigger.branches.length === 0 ? [] : filter('CI_MERGE_REQUEST_TARGET_BRANCH_NAME', trigger.branches, [])),
      ]
    case 'schedule':
      return ['$CI_PIPELINE_SOURCE == "schedule"', comparison('CI_PIPELINE_SCHEDULE_DESCRIPTION', trigger.name)]
    case 'manual':
      return ['$CI_PIPELINE_SOURCE == "web"']
    case 'api':
      return [
        '($CI_PIPELINE_SOURCE == "api" || $CI_PIPELINE_SOURCE == "trigger")',
        `$${apiVariable} == "${trigger.event}"`,
      ]
  }
}

// The variable is there for a branch or a tag alone, so that its name also tells the two apart.
function filter(variable: string, patterns: readonly string[], ignored: readonly string[]): readonly string[] {
  const [only] = patterns
  const wanted =
    patterns.length === 0 || patterns.includes('**')
      ? `$${variable}`
      : patterns.length === 1 && only !== undefined && isLiteral(only)
        ? comparison(variable, only)
        : `$${variable} =~ ${regexOf(patterns)}`
  return ignored.length === 0 ? [wanted] : [wanted, `$${variable} !~ ${regexOf(ignored)}`]
}

/** The rules of `workflow`, with what each run is given. */
export function writeStarts(
  starts: readonly Start[],
  cancel: (start: Start) => string | undefined,
  names: boolean,
): readonly Yaml[] {
  const seen = new Set<string>()
  return starts.flatMap((start): readonly YamlMap[] => {
    const key = JSON.stringify([start.if, start.changes])
    if (seen.has(key)) return []
    seen.add(key)
    const mode = cancel(start)
    return [
      {
        if: start.if,
        changes: start.changes,
        variables: names ? { [eventVariable]: start.trigger.kind } : undefined,
        auto_cancel: mode === undefined ? undefined : { on_new_commit: mode },
      },
    ]
  })
}

/** The rules of a job that stands beside those of other stories: its own triggers, each with what is left of its condition. */
export function rulesByStart(
  condition: Condition,
  starts: readonly Start[],
  speaker: Speaker,
): readonly Rule[] | undefined {
  const rules: Rule[] = []
  for (const start of starts) {
    const left = given(condition, start.trigger)
    if (isNo(left)) continue
    const found = isYes(left) ? [{}] : start.changes === undefined ? rulesOf(left, speaker) : undefined
    const text = found === undefined ? expressionOf(left, speaker) : undefined
    if (found === undefined && text === undefined) return undefined
    for (const rule of found ?? [{ if: text as string }]) {
      const both = [
        start.if,
        ...(rule.if === undefined ? [] : [rule.if.includes('||') ? `(${rule.if})` : rule.if]),
      ].join(' && ')
      const changes = start.changes ?? rule.changes
      rules.push({
        if: both,
        ...(changes === undefined ? {} : { changes }),
        ...(rule.never ? { never: true as const } : {}),
      })
    }
  }
  return rules.length === 0 ? [{ never: true }] : rules
}
