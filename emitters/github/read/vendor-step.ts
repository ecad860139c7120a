import { yes } from '../../../src/condition/build.ts'
import { tests } from '../../../src/condition/tests.ts'
import type { RunStep, Test, VendorStep } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import type { DataMap } from '../../../src/yaml/data.ts'
import { isSame } from './difference.ts'
import type { Known } from './known.ts'
import { whenOf } from './run-step.ts'
import { type Around, fullShell, hasPipe } from './shell.ts'
import { wordOf } from './source.ts'
import { readText } from './value.ts'

/** A step as the file has it, with a portable one for other vendors where there is one. */
export function toVendorStep(
  step: DataMap,
  { around, known }: { readonly around: Around; readonly known: Known },
  otherwise: RunStep | null,
  origin: Origin,
): VendorStep {
  const { name: _, if: __, ...bare } = nativeOf(step, around)
  const name = readText(step.name, known, ['matrix'])
  const when = step.if === undefined ? undefined : whenOf(step.if, known)
  // For other vendors the script needs the condition itself.
  const fair =
    when !== undefined &&
    (otherwise === null
      ? tests(when.condition).every(isSure)
      : otherwise.status === when.status && isSame(otherwise.condition, when.condition))
  return {
    kind: 'vendor',
    name: name ?? [],
    variants: {
      github: {
        native: {
          ...(name === undefined && step.name !== undefined ? { name: step.name } : {}),
          ...(fair || step.if === undefined ? {} : { if: step.if }),
          ...bare,
        },
      },
    },
    otherwise,
    recipeOf: null,
    status: fair ? when.status : 'success',
    condition: fair ? when.condition : yes,
    origin,
  }
}

// A name that differs in case alone passes for the same in an expression: such tests stay as they are.
function isSure(test: Test): boolean {
  if (test.test === 'equals') return test.value.ref === 'matrix'
  return test.test === 'event' || test.test === 'fork' || test.test === 'true' || test.test === 'false'
}

/** A step with what the job and the workflow say for it, where what we write there says something else. */
export function nativeOf(step: DataMap, around: Around): Readonly<Record<string, unknown>> {
  const run = wordOf(step.run)
  if (run === undefined) return { ...step }
  const shell = fullShell(step, around)
  const said =
    shell === undefined || (shell === 'bash -e {0}' && !hasPipe(run)) ? step.shell : (step.shell ?? shortOf(shell))
  const folder = step['working-directory'] ?? around.folder
  const { run: _, shell: __, 'working-directory': ___, ...rest } = step
  return {
    ...rest,
    ...(said === undefined ? {} : { shell: said }),
    ...(folder === undefined ? {} : { 'working-directory': folder }),
    run: run.replace(/\n+$/, ''),
  }
}

function shortOf(shell: string): string {
  return shell === 'sh -e {0}' ? 'sh' : shell.startsWith('bash --noprofile') ? 'bash' : shell
}
