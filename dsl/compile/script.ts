import type { Env, EnvEntry, Ref, RunStep, Text } from '../../src/ir.ts'
import type { Origin } from '../../src/origin.ts'
import { takeName } from '../../src/take-name.ts'
import { dedent, type Insert, rawText, type Shell, troubles, weave } from '../script.ts'
import type { Command } from '../step.ts'
import { sourceOf, unmark } from '../value.ts'
import type { JobScope } from './scope.ts'
import { type Allowed, compileRef, describe, isPrintable, printable, typeName } from './text.ts'

const inScripts: Allowed = ['context', 'matrix', 'output', 'service', 'input', 'payload']

/** A script whose values stand as environment variables. */
export interface Woven {
  readonly script: string
  /** The variables that the script needs beside those of the story. */
  readonly env: Env
}

/** Weaves the values of a script into it; `own` is the environment of the step, `outer` what it sees of the job's. */
export function compileScript(
  command: Command,
  shell: Shell,
  own: Env,
  outer: Env,
  origin: Origin,
  scope: JobScope,
): Woven {
  const { texts, whole } = templateOf(command)
  if (whole !== undefined) {
    if (!whole.isPrintable) printable(whole.script, 'a script', origin, scope)
    return whole
  }
  const names = namesFor(visibleTo(own, outer), texts, origin)
  const chunks: string[] = ['']
  const inserts: Insert[] = []
  const append = (text: string): void => {
    chunks[chunks.length - 1] += text
  }
  const insert = (made: Insert): void => {
    inserts.push(made)
    chunks.push('')
  }
  for (const [index, text] of texts.entries()) {
    append(text)
    if (index >= command.values.length) continue
    const given = command.values[index]
    const source = sourceOf(given)
    if (source === undefined && !['string', 'number', 'boolean'].includes(typeof given)) {
      const expected = 'a value, text or a number'
      scope.report('wrong-type', origin, { what: 'what stands in a script', expected, found: typeName(given) })
    }
    const parts = source !== undefined ? [source] : unmark(String(given))
    if (source === undefined && parts.length === 0) insert({ literal: '' })
    for (const part of parts) {
      if (typeof part === 'string') {
        printable(part, 'a script', origin, scope)
        insert({ literal: part })
        continue
      }
      const ref = compileRef(part, 'a script', inScripts, origin, scope)
      if (ref !== undefined) insert({ variable: names.of(ref) })
    }
  }
  const woven = weave(chunks, inserts, shell)
  for (const { index, trouble } of woven.troubles) {
    const made = inserts[index]
    const reference =
      made !== undefined && 'variable' in made ? (names.describe(made.variable) ?? 'the value') : 'the text'
    scope.report('script-reference', origin, { reference, why: troubles[trouble] })
  }
  printable(woven.text, 'a script', origin, scope)
  return { script: woven.text, env: names.entries() }
}

const none: Env = []

interface Template {
  readonly texts: readonly string[]
  /** The script, where no value stands in it. */
  readonly whole?: Woven & { readonly isPrintable: boolean }
}

// A template of the story is one object, however often the story comes by: in a loop, in a function.
const known = new WeakMap<TemplateStringsArray, Template>()

function templateOf({ strings }: Command): Template {
  const found = known.get(strings)
  if (found !== undefined) return found
  const texts = dedent(rawText(strings))
  const [script = ''] = texts
  const template =
    texts.length === 1 ? { texts, whole: { script, env: none, isPrintable: isPrintable(script) } } : { texts }
  known.set(strings, template)
  return template
}

// The environment that a step sees: its own, and what it does not hide of the job's.
function visibleTo(own: Env, outer: Env): Env {
  const names = new Set(own.map((entry) => entry.name))
  return [...outer.filter((entry) => !names.has(entry.name)), ...own]
}

/** The variables of one script. */
interface Names {
  readonly of: (ref: Ref) => string
  readonly describe: (name: string) => string | undefined
  readonly entries: () => Env
}

// A value that the step already sees under a name keeps it. A word of the script is no free name: the script may set it.
function namesFor(visible: Env, texts: readonly string[], origin: Origin): Names {
  const seen = new Map(visible.map((entry) => [keyOf(entry.value), entry.name]))
  const taken = new Set([
    ...visible.map((entry) => entry.name),
    ...texts.flatMap((text) => text.match(/[A-Z_][A-Z0-9_]*/g) ?? []),
  ])
  const own = new Map<string, EnvEntry>()
  const refs = new Map<string, Ref>()
  const free = (wanted: string): string => takeName(wanted, taken, (number) => `${wanted}_${number}`)
  return {
    of: (ref) => {
      const key = keyOf([ref])
      const known = seen.get(key) ?? own.get(key)?.name
      const name = known ?? free(nameOf(ref))
      if (known === undefined) own.set(key, { name, value: [ref], origin })
      refs.set(name, ref)
      return name
    },
    describe: (name) => {
      const ref = refs.get(name)
      return ref === undefined ? undefined : describe(ref)
    },
    entries: () => [...own.values()],
  }
}

function keyOf(text: Text): string {
  return JSON.stringify(text)
}

// Variables that shells and programs live by: a value under such a name would change what runs.
const taboo = new Set(
  'PATH HOME IFS PWD OLDPWD SHELL USER LOGNAME ENV BASH_ENV TMPDIR LANG LC_ALL TERM HOSTNAME EDITOR PAGER CI DOCKER_HOST'.split(
    ' ',
  ),
)

/** The variable that a reference is given by where the story names none. */
export function nameOf(ref: Ref): string {
  const name = usualName(ref)
  const isTaboo = taboo.has(name) || /^(LD_|DYLD_|NODE_|PYTHON|PERL|RUBY|BASH|GIT_)/.test(name)
  return isTaboo ? `${ref.ref.toUpperCase()}_${name}` : name
}

function usualName(ref: Ref): string {
  switch (ref.ref) {
    case 'context':
      return ref.name === 'sha' ? 'COMMIT_SHA' : upper(ref.name)
    case 'matrix':
      return upper(ref.key)
    case 'output':
      return upper(`${ref.job}-${ref.name}`)
    case 'service':
      return upper(`${ref.service}-${ref.field}`)
    case 'input':
      return upper(`input-${ref.name}`)
    case 'payload':
      return upper(`payload-${ref.key}`)
    default:
      return 'TOKEN'
  }
}

function upper(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase()
}

/** The shell of a step as the pipeline names it. */
export function shellOf(command: Command, asked: 'bash' | 'sh' | undefined, usual: 'bash' | 'sh'): RunStep['shell'] {
  return command.shell === 'pwsh' ? 'pwsh' : (asked ?? usual)
}
