import type { Data } from '../../../src/yaml/data.ts'
import { isMap } from '../../../src/yaml/look.ts'

const start = String.raw`(?:^|[;&|({!]|\b(?:then|do|else|elif)\b)\s*`
const setting = new RegExp(
  String.raw`${start}(?:(?:export|readonly|declare|typeset|local)\s+)*([A-Za-z_]\w*)\+?=`,
  'gm',
)
const reading = new RegExp(String.raw`${start}(?:source|\.|eval|read|mapfile|export)(?=\s|$)(?!\s+[A-Za-z_]\w*=)`, 'm')
const moving = new RegExp(
  String.raw`${start}(?:cd|pushd|popd|set|unset|alias|exec|trap|umask|shopt|[A-Za-z_]\w*\s*\(\))(?=\s|$)`,
  'm',
)

/**
 * Whether a script leaves something in its shell that a later item of the same step asks for. A pipe runs in a container
 * of its own, and sees variables alone.
 */
export function isMissed(script: string, later: readonly Data[]): boolean {
  const text = later.map((item) => (typeof item === 'string' ? item : JSON.stringify(item))).join('\n')
  const asked = new Set([...text.matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(([, name = '']) => name))
  const names = [...script.matchAll(setting)].map(([, name = '']) => name)
  if (names.some((name) => asked.has(name))) return true
  if (reading.test(script) && asked.size > 0) return true
  return later.some((item) => !isMap(item)) && moving.test(script)
}
