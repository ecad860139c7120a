import type { ContextName, Input, Ref, Text } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import type { Data } from '../../../src/yaml/data.ts'
import { isMap, listOf, mapOf, textOf } from '../../../src/yaml/look.ts'
import { nameIn, resultIn, scan } from './scan.ts'

/** The values of variables, as far as they are texts. */
export interface Scope {
  readonly params: ReadonlyMap<string, Text>
  /** The outcome that another job leaves. */
  readonly result: (task: string, name: string) => Ref | undefined
}

/** A text with what is known of it; `unknown` are the variables that stay as they stand. */
export interface Resolved {
  readonly text: Text
  readonly unknown: readonly string[]
}

const contexts: Readonly<Record<string, ContextName>> = {
  'context.pipelineRun.uid': 'runId',
  'context.pipelineRun.name': 'runId',
  'context.taskRun.uid': 'runId',
  'context.taskRun.name': 'runId',
  'context.pipelineTask.name': 'job',
  'context.task.name': 'job',
}

/** A text with its variables in the words of the story. */
export function resolveText(text: string, scope: Scope): Resolved {
  const unknown: string[] = []
  const made = scan(text).flatMap((part): Text => {
    if (typeof part === 'string') return [part]
    const known = valueFor(part.variable, scope)
    if (known !== undefined) return known
    unknown.push(part.variable)
    return [`$(${part.variable})`]
  })
  return { text: joined(made), unknown }
}

/** What a variable is; undefined: nobody knows before the run. */
export function valueFor(variable: string, scope: Scope): Text | undefined {
  const param = nameIn(variable, 'params')
  if (param !== undefined) return scope.params.get(param)
  const result = resultIn(variable)
  const ref = result === undefined ? undefined : scope.result(result.task, result.name)
  if (ref !== undefined) return [ref]
  const context = Object.hasOwn(contexts, variable) ? contexts[variable] : undefined
  return context === undefined ? undefined : [{ ref: 'context', name: context }]
}

/** A text that is known before the run, inputs by their defaults; undefined: it is not. */
export function fixedText(text: Text, inputs: readonly Input[]): string | undefined {
  const parts = text.map((part) => {
    if (typeof part === 'string') return part.includes('$(') || part.includes('{{') ? undefined : part
    return part.ref === 'input' ? inputs.find(({ name }) => name === part.name)?.default : undefined
  })
  return parts.every((part) => part !== undefined) ? parts.join('') : undefined
}

const templates: Readonly<Record<string, ContextName>> = {
  revision: 'sha',
  repo_url: 'repositoryUrl',
  target_branch: 'pullRequest.targetBranch',
  source_branch: 'branch',
  git_tag: 'tag',
  pull_request_number: 'pullRequest.number',
  sender: 'actor',
  repo_owner: 'repositoryOwner',
  repo_name: 'repositoryName',
}

/**
 * A value of a run, in which Pipelines-as-Code puts what it knows of the event.
 *
 * @see https://pipelinesascode.com/docs/guides/creating-pipelines/
 */
export function readTemplate(value: string, onPull: boolean | undefined): Text {
  const parts: (string | Ref)[] = []
  let end = 0
  for (const found of value.matchAll(/\{\{\s*([a-z_]+)\s*\}\}/g)) {
    const name = nameOfTemplate(found[1] ?? '', onPull)
    if (name === undefined) continue
    parts.push(value.slice(end, found.index), { ref: 'context', name })
    end = found.index + found[0].length
  }
  return joined([...parts, value.slice(end)])
}

// A branch of a push and that of a pull request are not the same; undefined: it may be either.
function nameOfTemplate(name: string, onPull: boolean | undefined): ContextName | undefined {
  if (onPull === undefined && /^(?:source|target)_branch$/.test(name)) return undefined
  if (name === 'source_branch') return onPull ? 'pullRequest.sourceBranch' : 'branch'
  if (name === 'target_branch') return onPull ? 'pullRequest.targetBranch' : 'branch'
  return Object.hasOwn(templates, name) ? templates[name] : undefined
}

/** Parameters that people give, as inputs of a start by hand. */
export function readInputs(specs: Data | undefined, given: ReadonlySet<string>, origin: Origin): readonly Input[] {
  const seen = new Set<string>()
  return listOf(specs).flatMap((spec): readonly Input[] => {
    const { name, type, description, ...rest } = mapOf(spec)
    const id = textOf(name) ?? ''
    const isText = rest.default === undefined ? type === undefined || type === 'string' : !isMap(rest.default)
    if (!/^[A-Za-z_][\w-]*$/.test(id) || given.has(id) || seen.has(id.toLowerCase()) || !isText) return []
    const initial = rest.default === undefined ? '' : textOf(rest.default)
    if (initial === undefined || initial.includes('$(')) return []
    seen.add(id.toLowerCase())
    const told = (textOf(description) ?? '').trim().replaceAll(/\s+/g, ' ')
    return [{ name: id, type: 'string', options: [], default: initial, description: told, origin }]
  })
}

/** Values given by name, on top of the defaults of those that ask for them. */
export function bind(
  specs: Data | undefined,
  given: ReadonlyMap<string, Text>,
  scope: Scope,
): ReadonlyMap<string, Text> {
  const made = new Map<string, Text>()
  for (const spec of listOf(specs)) {
    const { name, default: initial } = mapOf(spec)
    const value = textOf(initial)
    const id = textOf(name)
    if (id !== undefined && value !== undefined) made.set(id, resolveText(value, scope).text)
  }
  for (const [name, value] of given) made.set(name, value)
  return made
}

/** The texts among the values that a list gives by name. */
export function givenIn(list: Data | undefined, read: (text: string) => Text | undefined): ReadonlyMap<string, Text> {
  return new Map(
    listOf(list).flatMap((entry): readonly (readonly [string, Text])[] => {
      const { name, value } = mapOf(entry)
      const [id, text] = [textOf(name), textOf(value)]
      const made = text === undefined ? undefined : read(text)
      return id === undefined || made === undefined ? [] : [[id, made]]
    }),
  )
}

function joined(parts: Text): Text {
  const made: (string | Ref)[] = []
  for (const part of parts) {
    const last = made.at(-1)
    if (part === '') continue
    if (typeof part === 'string' && typeof last === 'string') made[made.length - 1] = last + part
    else made.push(part)
  }
  return made
}
