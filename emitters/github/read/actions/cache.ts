import type { Cache, Text } from '../../../../src/ir.ts'
import type { Origin } from '../../../../src/origin.ts'
import { type ActionCall, inputOf } from '../action.ts'
import type { Node } from '../expression.ts'
import type { Known } from '../known.ts'
import { partsOf } from '../template.ts'
import { readText } from '../value.ts'

/** A cache whose key is a beginning and the content of one or two files; undefined for any other. */
export function readCache(call: ActionCall, known: Known, origin: Origin): Cache | undefined {
  if (call.action !== 'actions/cache' && call.action !== 'actions/cache/restore') return undefined
  if (Object.keys(call.with).some((name) => !['path', 'key', 'restore-keys'].includes(name))) return undefined
  const paths = linesOf(inputOf(call, 'path'))
  const parts = partsOf(inputOf(call, 'key') ?? '')
  const hash = parts[parts.length - 1]
  const keyFiles = typeof hash === 'object' ? filesOf(hash.node) : undefined
  if (keyFiles === undefined || paths.length === 0 || paths.some(isOdd)) return undefined
  const front = beginningOf(textBefore(inputOf(call, 'key') ?? ''), known)
  if (front === undefined) return undefined
  const fallback: Text[] = []
  for (const line of linesOf(inputOf(call, 'restore-keys'))) {
    const other = beginningOf(line, known)
    if (other === undefined || other.name !== front.name) return undefined
    fallback.push(other.prefix)
  }
  const policy = call.action === 'actions/cache' ? 'pull-push' : 'pull'
  return { name: front.name, paths, keyFiles, prefix: front.prefix, fallback, policy, env: [], origin }
}

function textBefore(key: string): string {
  return key.slice(0, key.lastIndexOf('${{'))
}

// `name-`, or `name-prefix-`; the system of the runner is told by the writer where there are several.
function beginningOf(text: string, known: Known): { readonly name: string; readonly prefix: Text } | undefined {
  if (!text.endsWith('-')) return undefined
  const plain = partsOf(text)
    .filter((part) => !(typeof part === 'object' && /^runner\.(os|arch)$/.test(part.expression)))
    .map((part) => (typeof part === 'string' ? part : `\${{ ${part.expression} }}`))
    .join('')
    .replaceAll(/-{2,}/g, '-')
    .replace(/^-/, '')
  const [, name, rest = ''] = /^([A-Za-z][A-Za-z0-9_.]*)-(.*)$/s.exec(plain) ?? []
  if (name === undefined) return undefined
  const prefix = readText(rest.replace(/-$/, ''), known, ['context', 'matrix'])
  return prefix === undefined ? undefined : { name, prefix }
}

function filesOf(node: Node | undefined): readonly string[] | undefined {
  if (node === undefined || !('call' in node) || node.call !== 'hashfiles') return undefined
  const files = node.args.map((part) => ('value' in part && typeof part.value === 'string' ? rootOf(part.value) : '*'))
  const fair =
    files.length > 0 &&
    files.length <= 2 &&
    files.every((file) => file !== '' && !/[*?[\]$\\!]|^[/~]|(^|\/)\.\.(\/|$)/.test(file))
  return fair ? files : undefined
}

// A file that is looked for in all folders is meant where it mostly is.
function rootOf(file: string): string {
  return file.replace(/^\.\//, '').replace(/^\*\*\//, '')
}

function linesOf(text: string | undefined): readonly string[] {
  return (text ?? '').split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))
}

function isOdd(path: string): boolean {
  return /[$\\!]|(^|\/)\.\.(\/|$)|\$\{\{/.test(path)
}
