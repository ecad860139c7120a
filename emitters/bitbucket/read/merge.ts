import type { PlacedStep, Rank, Section } from './sections.ts'

/** A step of the story: one that stands in several sections, word for word, is one job. */
export interface MergedStep {
  readonly first: PlacedStep
  readonly all: readonly PlacedStep[]
  readonly sections: readonly Section[]
}

interface Growing extends MergedStep {
  readonly all: PlacedStep[]
  readonly sections: Section[]
  readonly key: string
}

/**
 * The ranks of all sections as one order: a step that two sections share keeps its place, and what is new comes after
 * the last one that is shared. Where two orders contradict each other, the later section has steps of its own.
 */
export function mergeSections(sections: readonly Section[]): readonly (readonly MergedStep[])[] {
  const merged: { readonly steps: Growing[]; readonly own: string }[] = []
  for (const section of sections) {
    let from = 0
    const same = (steps: readonly Growing[], step: PlacedStep): Growing | undefined =>
      steps.find(({ key, sections: taken }) => key === keyOf(step) && !taken.includes(section))
    const find = (rank: Rank): number =>
      merged.findIndex(
        ({ steps, own }, index) =>
          index >= from &&
          own === JSON.stringify(rank.own) &&
          rank.steps.some((step) => same(steps, step) !== undefined),
      )
    for (const [index, rank] of section.ranks.entries()) {
      const at = find(rank)
      // Steps that nothing of the section comes after stand at the end.
      if (at < 0 && !section.ranks.slice(index + 1).some((later) => find(later) >= 0)) from = merged.length
      const steps = merged[at]?.steps ?? []
      for (const step of rank.steps) {
        const known = same(steps, step)
        known?.sections.push(section)
        known?.all.push(step)
        if (known === undefined) steps.push({ first: step, all: [step], sections: [section], key: keyOf(step) })
      }
      if (at < 0) merged.splice(from, 0, { steps, own: JSON.stringify(rank.own) })
      from = at < 0 ? from + 1 : at + 1
    }
  }
  return merged.map(({ steps }) => steps)
}

function keyOf({ data, own }: PlacedStep): string {
  return JSON.stringify([data, own])
}
