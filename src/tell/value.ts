import { bug } from '../bug.ts'
import type { Env, Ref, Text } from '../ir.ts'
import type { Origin } from '../origin.ts'
import type { Data } from '../yaml/data.ts'
import { cellRef, constantRef, type Desk, declare, scriptRef, secretKey, share, use } from './desk.ts'
import { data, inScript, inTemplate, literal, object, property } from './literal.ts'
import { remarked, remarks } from './remarks.ts'

/** A reference as code. */
export function tellRef(ref: Ref, desk: Desk): string {
  switch (ref.ref) {
    case 'context':
      return `${use(desk, 'ctx')}.${ref.name}`
    case 'matrix':
      return cellRef(ref.key)
    case 'output':
      return property(
        `${constantRef(desk.jobNames.get(ref.job) ?? bug(`an output of '${ref.job}', which is no job`))}.outputs`,
        ref.name,
      )
    case 'secret':
      return tellSecret(ref, desk)
    case 'service':
      return `${desk.known.get(`service ${ref.service}`) ?? bug(`the service '${ref.service}' was not told`)}.${ref.field}`
    case 'input':
      return property(`${desk.known.get('manual') ?? bug('an input without a start by hand')}.inputs`, ref.name)
    case 'payload':
      return property(
        `${desk.known.get(`api ${ref.event}`) ?? bug(`a payload of '${ref.event}', which starts nothing`)}.payload`,
        ref.key,
      )
    case 'idToken':
      return `${use(desk, 'idToken')}({ audience: ${literal(ref.audience)} })`
    case 'repositoryToken':
      return `${use(desk, 'repositoryToken')}()`
  }
}

// A secret that several places name is a constant.
function tellSecret(ref: Extract<Ref, { ref: 'secret' }>, desk: Desk): string {
  const key = secretKey(ref)
  const known = desk.known.get(key)
  if (known !== undefined) return known
  const code = `${use(desk, 'secret')}${ref.file ? '.file' : ''}(${literal(ref.name)})`
  if ((desk.secretUses.get(key) ?? 0) < 2) return code
  const name = desk.names.free(ref.name, 'secret')
  const made = declare(desk, { name, code, kind: 'secret', comment: '' })
  desk.known.set(key, made)
  return made
}

/** Text as code: a literal, a value, or a template. */
export function tellText(text: Text, desk: Desk): string {
  const [only] = text
  if (text.length === 0) return "''"
  if (text.length === 1 && only !== undefined)
    return typeof only === 'string' ? tellLines(only, desk) : tellRef(only, desk)
  const parts = text.map((part) => (typeof part === 'string' ? inTemplate(part) : `\${${tellRef(part, desk)}}`))
  return `\`${parts.join('')}\``
}

/** Environment variables as code; undefined: there are none. */
export function tellEnv(env: Env, desk: Desk): string | undefined {
  if (env.length === 0) return undefined
  return object(env.map((entry) => [entry.name, `${remarks(entry, desk)}${tellText(entry.value, desk)}`] as const))
}

/** Plain data as code, its texts of several lines as such, with the comments of the node that speak of its parts. */
export function tellData(value: unknown, desk: Desk, node?: object): string {
  return data(value, {
    several: (text) => tellLines(text, desk),
    tag: (tag) => desk.problems.push({ what: `the tag '${tag}'`, node: originOf(node, desk) }),
    part: (key, code) => (key === '' ? code : share(desk, key, code)),
    ...(node === undefined ? {} : { entry: (path, inner, code) => remarked(node, path, inner as Data, code, desk) }),
  })
}

function originOf(node: object | undefined, { pipeline }: Desk): { readonly origin: Origin } {
  return node !== undefined && 'origin' in node ? (node as { readonly origin: Origin }) : pipeline
}

/** A text of several lines; one that has a line break at its end alone, or that no template can hold, is a literal. */
function tellLines(text: string, desk: Desk): string {
  return isTemplate(text) && text.trimEnd().includes('\n')
    ? `${use(desk, 'lines')}\`\n${scriptRef(desk, inScript(text))}\n\``
    : literal(text)
}

/** Whether a template that is taken as typed, but for its indentation, can hold a text. */
export function isTemplate(text: string): boolean {
  return !/[\r\0]/.test(text) && !/^[ \t]+[^\n]*(\n+[ \t]+[^\n]*)+\n*$/.test(text)
}
