import { yes } from '../../../src/condition/build.ts'
import type { Step } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import { plainStep } from '../../../src/plain-step.ts'
import { isPlain } from '../../../src/shell/plain.ts'
import type { Data } from '../../../src/yaml/data.ts'
import { isMap, listOf, textOf } from '../../../src/yaml/look.ts'
import { id } from '../title.ts'

/**
 * The script of a step: its lines run in one shell, so that they are steps of their own only where each leaves it as it
 * was. A pipe is a step of its vendor.
 */
export function readScript(data: Data | undefined, origin: Origin, shell: 'bash' | 'sh'): readonly Step[] {
  const items = listOf(data)
  const lines = items.flatMap((item) => (isMap(item) ? [] : [textOf(item) ?? '']))
  const clean = lines.every((line) => !line.includes('\n') && isPlain(line))
  const steps: Step[] = []
  let block: string[] = []
  const flush = (): void => {
    const script = block.join('\n').trim()
    if (script !== '') steps.push(plainStep(script, origin, shell))
    block = []
  }
  for (const item of items) {
    if (isMap(item)) {
      flush()
      steps.push({
        kind: 'vendor',
        name: item.name === undefined ? [] : [textOf(item.name) ?? ''],
        variants: { [id]: { native: item } },
        otherwise: null,
        recipeOf: null,
        status: 'success',
        condition: yes,
        origin,
      })
      continue
    }
    block.push((textOf(item) ?? '').replace(/\s+$/, ''))
    if (clean) flush()
  }
  flush()
  return steps
}
