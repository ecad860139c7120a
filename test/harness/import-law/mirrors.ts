import type { Pipeline } from '../../../src/ir.ts'
import { cellName } from '../../../src/plan/cell-name.ts'
import type { Difference } from '../../../src/plan/difference.ts'
import { isRun, type Mirror, stands } from '../../../src/plan/mirror.ts'
import type { Fate } from '../../../src/plan/plan.ts'

/**
 * A mirror in which the runs of a matrix have the names of the story: one may have columns there that are derived from
 * those of the file, which come first.
 */
export function inCellsOf({ jobs }: Pipeline, mirror: Mirror): Mirror {
  const runs = jobs.flatMap(({ id, matrix }) => (matrix?.cells ?? []).map((cell) => cellName(id, cell)))
  const nameOf = (run: string): string => {
    const wider = runs.filter((other) => other.startsWith(`${run.slice(0, -1)},`))
    return runs.includes(run) || wider.length !== 1 ? run : (wider[0] ?? run)
  }
  return new Map([...mirror].map(([run, found]) => [nameOf(run), found]))
}

/** Where files make another plan of an event than others do, in words of the story that both have. */
export function differencesBetween(one: Mirror, other: Mirror): readonly Difference[] {
  return [...new Set([...one.keys(), ...other.keys()])].flatMap((run): readonly Difference[] => {
    const [meant, found] = [one.get(run), other.get(run)]
    const differ = (about: Difference['about'], was: string, is: string): readonly Difference[] =>
      was === is ? [] : [{ run, job: run.replace(/\[.*/s, ''), about, meant: was, found: is }]
    const fates = differ('fate', seen(meant?.fate), seen(found?.fate))
    if (fates.length > 0 || meant === undefined || found === undefined || !isRun(meant.fate)) return fates
    return [
      ...differ('gate', String(meant.gate), String(found.gate)),
      ...differ('environment', meant.environment ?? 'none', found.environment ?? 'none'),
    ]
  })
}

// Who did not run for a failure, and who for a condition, looks alike from outside.
function seen(fate: Fate = 'skipped'): string {
  return stands(fate) ? fate : 'does not run'
}
