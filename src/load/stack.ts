import type { Origin } from '../origin.ts'
import type { Bundle } from './bundle.ts'

/** The uppermost place of a bundle in a stack trace; undefined: the bundle is not in it. */
export function placeInStack(stack: unknown, bundle: Bundle): Origin | undefined {
  if (typeof stack !== 'string') return undefined
  for (const line of stack.split('\n')) {
    const [, file, row, column] = /^\s+at (?:.* \()?(.+):(\d+):(\d+)\)?$/.exec(line) ?? []
    if (file === bundle.name) return { file, line: Number(row), column: Number(column) }
  }
  return undefined
}
