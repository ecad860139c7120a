import { isNo, isYes } from '../../../src/condition/build.ts'
import type { Condition, ContextName, EventName, Test, Trigger } from '../../../src/ir.ts'
import { isLiteral } from '../../../src/pattern.ts'
import type { Names } from '../names.ts'
import { regexOf, regexOfText } from '../pattern.ts'

/** What an expression is made with. */
export interface Speaker {
  readonly names: Names
  readonly triggers: readonly Trigger[]
}

/** The values that GitLab knows before it creates jobs: https://docs.gitlab.com/ci/variables/predefined_variables/ */
const early: { readonly [N in ContextName]?: string } = {
  sha: 'CI_COMMIT_SHA',
  shortSha: 'CI_COMMIT_SHORT_SHA',
  branch: 'CI_COMMIT_BRANCH',
  tag: 'CI_COMMIT_TAG',
  defaultBranch: 'CI_DEFAULT_BRANCH',
  repository: 'CI_PROJECT_PATH',
  repositoryOwner: 'CI_PROJECT_NAMESPACE',
  repositoryName: 'CI_PROJECT_NAME',
  repositoryUrl: 'CI_PROJECT_URL',
  actor: 'GITLAB_USER_LOGIN',
  commitMessage: 'CI_COMMIT_MESSAGE',
  runNumber: 'CI_PIPELINE_IID',
  'pullRequest.number': 'CI_MERGE_REQUEST_IID',
  'pullRequest.title': 'CI_MERGE_REQUEST_TITLE',
  'pullRequest.sourceBranch': 'CI_MERGE_REQUEST_SOURCE_BRANCH_NAME',
  'pullRequest.targetBranch': 'CI_MERGE_REQUEST_TARGET_BRANCH_NAME',
  'pullRequest.baseSha': 'CI_MERGE_REQUEST_DIFF_BASE_SHA',
}

const mergeRequest = '$CI_PIPELINE_SOURCE == "merge_request_event"'
const notMergeRequest = '$CI_PIPELINE_SOURCE != "merge_request_event"'

/** A part of an expression: its texts, and what joins them. */
interface Part {
  readonly texts: readonly string[]
  readonly joint: '&&' | '||'
}

/**
 * A condition as an expression of `rules:if`; undefined where it asks for what is not known when jobs are created. The
 * language has no negation, so `not` moves down to the tests: https://docs.gitlab.com/ci/jobs/job_rules/#cicd-variable-expressions
 */
export function expressionOf(condition: Condition, speaker: Speaker): string | undefined {
  const part = speak(condition, false, speaker)
  return part === undefined ? undefined : part.texts.join(` ${part.joint} `)
}

/** Whether the condition can be put into words for `rules:if`. */
export function canSay(test: Test): boolean {
  if (test.test === 'changed') return false
  if (test.test === 'vendor') return true
  if (test.test !== 'equals') return true
  const { value, to } = test
  if (value.ref === 'input' || value.ref === 'payload') return true
  if (value.ref !== 'context') return false
  if (value.name === 'pullRequest.fork') return to === 'true' || to === 'false' || to === ''
  return value.name === 'event' || early[value.name] !== undefined
}

function speak(condition: Condition, negated: boolean, speaker: Speaker): Part | undefined {
  if ('not' in condition) return speak(condition.not, !negated, speaker)
  if ('all' in condition) return join(condition.all, negated ? '||' : '&&', negated, speaker)
  if ('any' in condition) return join(condition.any, negated ? '&&' : '||', negated, speaker)
  if (isYes(condition) || isNo(condition) || !canSay(condition)) return undefined
  return leaf(condition, negated, speaker)
}

function join(
  conditions: readonly Condition[],
  joint: Part['joint'],
  negated: boolean,
  speaker: Speaker,
): Part | undefined {
  const texts: string[] = []
  for (const condition of conditions) {
    const part = speak(condition, negated, speaker)
    if (part === undefined) return undefined
    if (part.texts.length === 1 || part.joint === joint) texts.push(...part.texts)
    else texts.push(`(${part.texts.join(` ${part.joint} `)})`)
  }
  // That a variable is there is said by a comparison with it too.
  const kept =
    joint === '&&'
      ? texts.filter((text) => !/^\$\w+$/.test(text) || !texts.some((other) => isOfValue(other, text)))
      : texts
  return { texts: [...new Set(kept)], joint }
}

function isOfValue(comparison: string, variable: string): boolean {
  return comparison.startsWith(`${variable} =`) && comparison !== `${variable} == null`
}

const alone = (text: string): Part => ({ texts: [text], joint: '&&' })
const both = (...texts: readonly string[]): Part => ({ texts, joint: '&&' })
const either = (...texts: readonly string[]): Part => ({ texts, joint: '||' })

function leaf(test: Test, negated: boolean, { names, triggers }: Speaker): Part | undefined {
  switch (test.test) {
    case 'branch':
      return named('CI_COMMIT_BRANCH', test.patterns, negated)
    case 'tag':
      return named('CI_COMMIT_TAG', test.patterns, negated)
    case 'targetBranch':
      return named('CI_MERGE_REQUEST_TARGET_BRANCH_NAME', test.patterns, negated)
    case 'schedule':
      return same('CI_PIPELINE_SCHEDULE_DESCRIPTION', test.name, negated)
    case 'fork':
      return alone(`$CI_MERGE_REQUEST_SOURCE_PROJECT_ID ${negated ? '==' : '!='} $CI_MERGE_REQUEST_PROJECT_ID`)
    case 'event':
      return events(test.events, negated, triggers)
    case 'vendor':
      return negated ? undefined : ownWords(test.texts.gitlab)
    case 'equals':
      return equals(test, negated, names, triggers)
    default:
      return undefined
  }
}

function ownWords(text: string | undefined): Part | undefined {
  if (text === undefined) return undefined
  return alone(/&&|\|\|/.test(text) ? `(${text})` : text)
}

function equals(
  test: Extract<Test, { test: 'equals' }>,
  negated: boolean,
  names: Names,
  triggers: readonly Trigger[],
): Part | undefined {
  const { value, to } = test
  if (value.ref === 'input') return same(names.input(value.name), to, negated)
  if (value.ref === 'payload') return same(names.payload(value.event, value.key), to, negated)
  if (value.ref !== 'context') return undefined
  if (value.name === 'event') return events([to as EventName], negated, triggers)
  if (value.name === 'pullRequest.fork') return fork(to, negated)
  const variable = early[value.name]
  return variable === undefined ? undefined : same(variable, to, negated)
}

function fork(to: string, negated: boolean): Part {
  if (to === '') return alone(negated ? mergeRequest : notMergeRequest)
  const differ = (to === 'true') !== negated
  const compared = `$CI_MERGE_REQUEST_SOURCE_PROJECT_ID ${differ ? '!=' : '=='} $CI_MERGE_REQUEST_PROJECT_ID`
  return negated ? either(notMergeRequest, compared) : both(mergeRequest, compared)
}

function named(variable: string, patterns: readonly string[], negated: boolean): Part {
  if (patterns.includes('**')) return alone(negated ? `$${variable} == null` : `$${variable}`)
  const [only] = patterns
  if (patterns.length === 1 && only !== undefined && isLiteral(only)) return same(variable, only, negated)
  return alone(`$${variable} ${negated ? '!~' : '=~'} ${regexOf(patterns)}`)
}

// A variable that is not set equals null and not the empty string.
function same(variable: string, to: string, negated: boolean): Part {
  if (to === '') return negated ? alone(`$${variable}`) : either(`$${variable} == null`, `$${variable} == ""`)
  return alone(comparison(variable, to, negated))
}

/** A comparison of a variable with a text that is not empty. Texts of the language know no escapes. */
export function comparison(variable: string, to: string, negated = false): string {
  const quote = to.includes('"') ? "'" : '"'
  if (to.includes(quote) || /[\n\r]/.test(to)) return `$${variable} ${negated ? '!~' : '=~'} ${regexOfText(to)}`
  return `$${variable} ${negated ? '!=' : '=='} ${quote}${to}${quote}`
}

const sources: Readonly<Record<EventName, readonly string[]>> = {
  push: ['push'],
  tag: ['push'],
  pullRequest: ['merge_request_event'],
  schedule: ['schedule'],
  manual: ['web'],
  api: ['api', 'trigger'],
}

// A push of a tag has the source `push` too; the variable tells the two apart where the story has both.
function events(named: readonly EventName[], negated: boolean, triggers: readonly Trigger[]): Part {
  const kinds = new Set(triggers.map((trigger) => trigger.kind))
  const known = named.filter((event) => kinds.has(event))
  const wanted = known.length === 0 ? named : known
  const told = kinds.has('push') && kinds.has('tag') && wanted.includes('push') !== wanted.includes('tag')
  const parts = [...new Set(wanted.flatMap((event) => sources[event]))].map((source): readonly string[] => {
    const text = `$CI_PIPELINE_SOURCE ${negated ? '!=' : '=='} "${source}"`
    if (source !== 'push' || !told) return [text]
    const variable = wanted.includes('push') ? '$CI_COMMIT_BRANCH' : '$CI_COMMIT_TAG'
    return [text, negated ? `${variable} == null` : variable]
  })
  const [only] = parts
  if (parts.length === 1 && only !== undefined) return { texts: only, joint: negated ? '||' : '&&' }
  const texts = parts.map((part) => (part.length === 1 ? part.join('') : `(${part.join(negated ? ' || ' : ' && ')})`))
  return { texts, joint: negated ? '&&' : '||' }
}
