import type { Env } from '../../../src/ir.ts'
import type { Cursor } from '../../../src/read/cursor.ts'
import { itemsOf } from './context.ts'

/** The variables of a row, and what of it is encrypted so that not even its name is told. */
export interface Row {
  readonly env: Env
  readonly sealed: readonly Cursor[]
  /** Values that name other variables, which a shell puts in. */
  readonly shell: readonly { readonly name: string; readonly text: string }[]
}

/** The rows of `env` that span the matrix: https://docs.travis-ci.com/user/environment-variables/ */
export function rowsOf(env: Cursor | undefined): readonly Cursor[] {
  if (env === undefined) return []
  if (env.kind !== 'map') return itemsOf(env)
  if (env.keys.some((key) => ['global', 'jobs', 'matrix'].includes(key)))
    return [env.look('jobs'), env.look('matrix')].flatMap((rows) => (rows?.kind === 'map' ? [rows] : itemsOf(rows)))
  return [env]
}

/** The variables that all jobs have. */
export function globalOf(env: Cursor | undefined): readonly Cursor[] {
  const global = env?.kind === 'map' ? env.look('global') : undefined
  return global?.kind === 'map' ? [global] : itemsOf(global)
}

/** The variables that cursors name; the last one of a name counts. */
export function readRows(rows: readonly Cursor[]): Row {
  const found = new Map<string, Env[number]>()
  const sealed: Cursor[] = []
  const shell = new Map<string, string>()
  const put = (name: string, text: string, origin: Env[number]['origin'], isText: boolean): void => {
    if (!/^[A-Za-z_]\w*$/.test(name) || name.startsWith('PIPEGEN_')) return
    found.delete(name)
    shell.delete(name)
    if (!isText && /[$`]/.test(text)) shell.set(name, text)
    else found.set(name, { name, value: text === '' ? [] : [text], origin })
  }
  for (const row of rows.flatMap((one) => (one.kind === 'list' ? itemsOf(one) : [one]))) {
    if (row.kind === 'map') {
      for (const key of row.keys) {
        const value = row.look(key)
        if (key === 'secure') sealed.push(row)
        else if (value?.kind === 'map' && value.look('secure') !== undefined)
          found.set(key, { name: key, value: [{ ref: 'secret', name: key, file: false }], origin: value.origin })
        else if (['global', 'jobs', 'matrix'].includes(key)) continue
        else if (value !== undefined) put(key, value.kind === 'scalar' ? textIn(value) : '', value.origin, false)
      }
    } else for (const { name, text, literal } of assignments(row.text() ?? '')) put(name, text, row.origin, literal)
  }
  return { env: [...found.values()], sealed, shell: [...shell].map(([name, text]) => ({ name, text })) }
}

function textIn(value: Cursor): string {
  const text = value.data === null ? '' : (value.text() ?? '')
  return /^"[^"]*"$|^'[^']*'$/.test(text) ? text.slice(1, -1) : text
}

interface Assignment {
  readonly name: string
  readonly text: string
  /** Whether a shell leaves it as it is. */
  readonly literal: boolean
}

/** `A=1 B="two words"` as names and values, the way that a shell takes it apart. */
function assignments(text: string): readonly Assignment[] {
  const found: Assignment[] = []
  const word = /(?:^|\s)([A-Za-z_]\w*)=((?:'[^']*'|"(?:\\[\s\S]|[^"\\])*"|\\[\s\S]|\$\([^)]*\)|[^\s'"\\])*)/g
  for (const [, name = '', value = ''] of text.matchAll(word)) {
    const quotedWhole = /^'[^']*'$/.test(value)
    const plain = value.replaceAll(
      /'([^']*)'|"((?:\\[\s\S]|[^"\\])*)"|\\([\s\S])/g,
      (_, single, double, escaped) =>
        single ?? (double === undefined ? (escaped ?? '') : String(double).replaceAll(/\\(["\\$`])/g, '$1')),
    )
    found.push({ name, text: plain, literal: quotedWhole })
  }
  return found
}
