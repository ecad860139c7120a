import { isTagged } from '../yaml/data.ts'

/** A text as a literal of the language. */
export function literal(text: string): string {
  const quoted = JSON.stringify(text)
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029')
    .replaceAll('\u007f', '\\u007f')
  // A closing tag or the marks of this writer mean nothing in a string, and stay out of it all the same.
  return quoted.replaceAll(/[\ue000-\uf8ff\ufeff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16)}`)
}

/** Text for the inside of a template literal, where backslashes have their meaning. */
export function inTemplate(text: string): string {
  return literal(text).slice(1, -1).replaceAll('\\"', '"').replaceAll('`', '\\`').replaceAll('${', '\\${')
}

/** Text for the inside of a template whose text is taken as typed. */
export function inScript(text: string): string {
  return text.replace(/(\\*)(`|\$\{)/g, (_, before: string, sign: string) => `${before}${before}\\${sign}`)
}

/** A name as the key of an object. */
export function keyOf(name: string): string {
  if (name === '__proto__') return "['__proto__']"
  return isIdentifier(name) ? name : literal(name)
}

/** A property of an object. */
export function property(object: string, name: string): string {
  return isIdentifier(name) ? `${object}.${name}` : `${object}[${literal(name)}]`
}

/** Whether a name can stand as it is after a dot. */
export function isIdentifier(name: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(name)
}

/** An object of properties, those without code left out. */
export function object(entries: readonly (readonly [string, string | undefined])[]): string {
  const lines = entries.flatMap(([key, code]) => {
    if (code === undefined) return []
    const [, comment = '', rest = code] = /^((?:\/\/.*\n)*)([\s\S]*)$/.exec(code) ?? []
    return [`${comment}${key === rest ? key : `${keyOf(key)}: ${rest}`}`]
  })
  return lines.length === 0 ? '{}' : `{ ${lines.map((line) => breakBefore(line)).join(', ')} }`
}

/** A list of values. */
export function list(items: readonly string[]): string {
  return `[${items.map(breakBefore).join(', ')}]`
}

function breakBefore(code: string): string {
  return code.startsWith('//') ? `\n${code}` : code
}

/** A comment, with the line break after it. */
export function comment(text: string): string {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => `//${line.trimEnd() === '' ? '' : ` ${line.trimEnd()}`}\n`)
    .join('')
    .replaceAll(/[\ue000-\uf8ff]/g, ' ')
}

/** How parts of plain data are told that are more than a word. */
export interface DataStyle {
  /** A text of several lines. */
  readonly several: (text: string) => string
  /** A list or object, told as `code`, under the key. */
  readonly part: (key: string, code: string) => string
}

const bare: DataStyle = { several: literal, part: (_, code) => code }

/** Plain data as code. */
export function data(value: unknown, style: DataStyle = bare, name = ''): string {
  if (typeof value === 'string') return value.includes('\n') ? style.several(value) : literal(value)
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value)
  if (Array.isArray(value)) return style.part(name, list(value.map((item) => data(item, style, name))))
  if (typeof value !== 'object') return 'null'
  if (isTagged(value)) return data(value.value, style, name)
  const entries = Object.entries(value).map(
    ([key, inner]) => [key, inner === undefined ? undefined : data(inner, style, key)] as const,
  )
  return style.part(name, object(entries))
}
