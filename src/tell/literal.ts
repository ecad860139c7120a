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
    const [above, rest] = commentsAbove(code)
    return [`${above}${key === rest ? key : `${keyOf(key)}: ${rest}`}`]
  })
  return lines.length === 0 ? '{}' : `{ ${joined(lines)} }`
}

/** A list of values. */
export function list(items: readonly string[]): string {
  return `[${joined(items)}]`
}

// A comment behind an entry stands after the comma.
function joined(items: readonly string[]): string {
  const last = items.length - 1
  return items
    .map((item, index) => {
      const [code, after] = commentBehind(item)
      const start = code.startsWith('//') ? `\n${code}` : code
      if (after !== '') return `${start}, // ${after.slice(1, -1)}\n`
      return index === last ? start : `${start}, `
    })
    .join('')
}

/** The comments that code begins with, and the rest of it. */
export function commentsAbove(code: string): readonly [string, string] {
  const [above = ''] = /^(?:\/\/.*\n)*/.exec(code) ?? []
  return [above, code.slice(above.length)]
}

/** Code, and what is to stand behind it in its line. */
export function commentBehind(code: string): readonly [string, string] {
  if (!code.endsWith('\ue106')) return [code, '']
  const start = code.lastIndexOf('\ue106', code.length - 2)
  return [code.slice(0, start), code.slice(start)]
}

/** An object with one entry, with the comment behind that put behind the object. */
export function tightObject(entries: Parameters<typeof object>[0]): string {
  const told = entries.filter(([, code]) => code !== undefined)
  const [only] = told
  if (told.length !== 1 || only?.[1] === undefined) return object(told)
  const [code, after] = commentBehind(only[1])
  return `${object([[only[0], code]])}${after}`
}

/** A comment behind an entry of an object or a list, to be put behind its code. */
export function behind(text: string): string {
  return `\ue106${text.replaceAll(/[\ue000-\uf8ff\s]+/g, ' ').trim()}\ue106`
}

/** A comment, with the line break after it. */
export function comment(text: string): string {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/)
  const isEmpty = (line: string): boolean => line.trim() === ''
  while (lines.length > 1 && isEmpty(lines[0] ?? '')) lines.shift()
  while (lines.length > 1 && isEmpty(lines[lines.length - 1] ?? '')) lines.pop()
  return lines
    .map((line) => `//${line.trimEnd() === '' ? '' : ` ${line.trimEnd()}`}\n`)
    .join('')
    .replaceAll(/[\ue000-\uf8ff]/g, ' ')
}

/** How parts of plain data are told that are more than a word. */
export interface DataStyle {
  /** A text of several lines. */
  readonly several: (text: string) => string
  /** A tag, which plain data cannot have. */
  readonly tag?: (tag: string) => void
  /** A list or object, told as `code`, under the key. */
  readonly part: (key: string, code: string) => string
  /** The code of an entry, with what else is to be said of it. */
  readonly entry?: (path: readonly string[], value: unknown, code: string) => string
}

const bare: DataStyle = { several: literal, part: (_, code) => code }

/** Plain data as code. */
export function data(value: unknown, style: DataStyle = bare, path: readonly string[] = []): string {
  const name = path[path.length - 1] ?? ''
  if (typeof value === 'string') return value.includes('\n') ? style.several(value) : literal(value)
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value)
  if (Array.isArray(value))
    return style.part(name, list(value.map((item, index) => data(item, style, [...path, name || String(index)]))))
  if (typeof value !== 'object') return 'null'
  if (isTagged(value)) {
    style.tag?.(value.tag)
    return data(value.value, style, path)
  }
  const entries = Object.entries(value).map(([key, inner]) => {
    if (inner === undefined) return [key, undefined] as const
    const deeper = [...path, key]
    const code = data(inner, style, deeper)
    return [key, style.entry === undefined ? code : style.entry(deeper, inner, code)] as const
  })
  const [code, after] = commentBehind(tightObject(entries))
  return `${style.part(name, code)}${after}`
}
