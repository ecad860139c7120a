import { dedent, rawText } from './script.ts'

/**
 * A text of several lines for a raw patch or a variable: as typed, without the common indentation and the blank first and
 * last line.
 *
 * @example
 * env: { SETTINGS: lines`
 *   a: 1
 *   b: 2
 * ` }
 */
export function lines(strings: TemplateStringsArray): string {
  return dedent(rawText(strings)).join('')
}
