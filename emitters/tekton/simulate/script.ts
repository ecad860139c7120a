import type { PlanEvent } from '../../../src/plan/event.ts'
import type { Command } from '../../../src/plan/shell/builtins.ts'
import { runShell } from '../../../src/plan/shell/run.ts'
import type { DataMap } from '../../../src/yaml/data.ts'
import { listOf, mapOf, textOf } from '../../../src/yaml/look.ts'
import { substitute, type Values } from './substitution.ts'

const results = '/tekton/results/'

/**
 * The results of a task whose only step tests things: what its script writes, with what stands in its environment.
 * Undefined: the task does more than that, and how it goes is not known beforehand.
 */
export function resultsFound(task: DataMap, values: Values, event: PlanEvent): ReadonlyMap<string, string> | undefined {
  const spec = mapOf(task.taskSpec)
  const names = listOf(spec.results).flatMap((one) => textOf(mapOf(one).name) ?? [])
  const steps = listOf(spec.steps).map(mapOf)
  const script = textOf(steps[0]?.script)
  if (names.length === 0 || steps.length !== 1 || script === undefined) return undefined
  const own = new Map(
    listOf(task.params)
      .map(mapOf)
      .map(({ name, value }) => [textOf(name) ?? '', substitute(textOf(value) ?? '', values)] as const),
  )
  const inner = { ...values, params: new Map([...values.params, ...own]) }
  const files = new Map<string, string>()
  const text = substitute(script, inner)
    .replaceAll(/\$\(results\.([\w.-]+)\.path\)/g, (_, name: string) => `${results}${name}`)
    .replace(/^#![^\n]*\n/, '')
  const variables = environmentOf([...listOf(mapOf(spec.stepTemplate).env), ...listOf(steps[0]?.env)].map(mapOf), inner)
  const outcome = runShell(text, { variables, files, commands: commandsFor(event) })
  if (outcome === undefined || outcome.status !== 0) return undefined
  const found = names.map((name) => [name, files.get(`${results}${name}`)] as const)
  return new Map(found.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])))
}

// Kubernetes fills in what stood before, and takes two dollar signs for one:
// https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
function environmentOf(list: readonly DataMap[], values: Values): Map<string, string> {
  const variables = new Map<string, string>()
  for (const { name, value } of list) {
    const filled = substitute(textOf(value) ?? '', values).replaceAll(/\$\$|\$\(([\w.-]+)\)/g, (whole, key?: string) =>
      key === undefined ? '$' : (variables.get(key) ?? whole),
    )
    variables.set(textOf(name) ?? '', filled)
  }
  return variables
}

const fine: Command = () => ({ status: 0 })

function commandsFor(event: PlanEvent): Readonly<Record<string, Command>> {
  const git: Command = (words) => {
    if (words.includes('diff'))
      return event.changed === null
        ? { status: 128 }
        : { status: 0, out: event.changed.map((file) => `${file}\n`).join('') }
    return { status: 0, out: words.includes('merge-base') ? `${'2'.repeat(40)}\n` : '' }
  }
  const command: Command = ([name, ...rest], input, files) =>
    name === 'git' ? git(rest, input, files) : { status: 127 }
  return { git, command, set: fine, umask: fine, cd: fine, chmod: fine, grep }
}

const grep: Command = (words, input, files) => {
  let flags = ''
  const patterns: string[] = []
  const others: string[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string
    if (/^-\w+$/.test(word)) {
      flags += word.slice(1).replace('e', '')
      if (word.endsWith('e')) patterns.push(words[++at] ?? '')
    } else if (word !== '--') others.push(word)
  }
  if (patterns.length === 0) patterns.push(others.shift() ?? '')
  const [path] = others
  const text = path === undefined ? input : files.get(path)
  if (text === undefined) return { status: 2 }
  const lines = text.split('\n')
  if (lines[lines.length - 1] === '') lines.pop()
  const tests = patterns.map(
    (pattern) => new RegExp(flags.includes('x') ? `^(?:${pattern})$` : pattern, flags.includes('i') ? 'i' : ''),
  )
  const found = lines.filter((line) => tests.some((test) => test.test(line)) !== flags.includes('v'))
  return { status: found.length > 0 ? 0 : 1, out: flags.includes('q') ? '' : found.map((line) => `${line}\n`).join('') }
}
