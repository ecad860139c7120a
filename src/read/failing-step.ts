import { yes } from '../condition/build.ts'
import type { Runner, RunStep, VendorStep } from '../ir.ts'
import type { Origin } from '../origin.ts'
import { plainStep } from '../plain-step.ts'
import { shellWord } from '../shell/quote.ts'

/** A step for one vendor that fails and says what is missing; `more` is text of a script that stands below. */
export function failingStep(
  what: string,
  runner: Runner,
  { id, title }: { readonly id: string; readonly title: string },
  origin: Origin,
  more = '',
): VendorStep {
  const text = `Not written for ${title} yet: ${what.replaceAll(/\s+/g, ' ')}`
  const onWindows = runner.os.length === 1 && runner.os[0] === 'windows'
  const script = onWindows ? `throw '${text.replaceAll("'", "''")}'` : `echo ${shellWord(text)} >&2\nexit 1`
  const run: RunStep = plainStep(more === '' ? script : `${script}\n${more}`, origin, onWindows ? 'pwsh' : 'bash')
  return {
    kind: 'vendor',
    name: [],
    variants: { [id]: { run } },
    otherwise: null,
    recipeOf: null,
    status: 'success',
    condition: yes,
    origin,
  }
}
