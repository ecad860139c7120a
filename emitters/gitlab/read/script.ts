import type { RunStep } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import { plainStep } from '../../../src/plain-step.ts'
import type { Data } from '../../../src/yaml/data.ts'
import { listOf, textOf } from '../../../src/yaml/look.ts'
import { plainScript } from '../steps/plain.ts'

/** The lines of a script, lists in lists opened. */
export function linesOf(data: Data | undefined): readonly string[] {
  return listOf(data).flatMap((item) => (Array.isArray(item) ? linesOf(item as Data) : [textOf(item) ?? '']))
}

/**
 * The steps of a script. All lines of a job run in one shell: only where each of them leaves it as it was are they steps
 * of their own.
 */
export function readSteps(lines: readonly string[], shell: RunStep['shell'], origin: Origin): readonly RunStep[] {
  const texts = lines.map((line) => line.replace(/\s+$/, '')).filter((line) => line !== '')
  const apart = texts.every((text) => !text.includes('\n') && isClean(text))
  if (apart) return texts.map((text) => plainStep(text, origin, shell))
  const whole = texts.join('\n')
  return whole === '' ? [] : [plainStep(whole, origin, shell)]
}

function isClean(line: string): boolean {
  const plain = plainScript(line)
  return plain !== undefined && !plain.chained
}
