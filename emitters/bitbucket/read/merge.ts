import type { PlacedStep, Rank, Section } from './sections.ts'

/** A step of the story: one that stands in several sections, word for word, is one job. */
export interface MergedStep {
  readonly first: PlacedStep
  readonly all: readonly PlacedStep[]
  readonly sections: readonly Section[]
}

/**
 * The ranks of all sections as one order: a step that two sections share keeps its place, and what is new comes after
 * the last one that is shared. Where two orders contradict each other, the later section has steps of its own.
 */
export function mergeSections(sections: readonly Section[]): readonly (readonly MergedStep[])[] {
  const merged: {
    readonly first: PlacedStep
    readonly all: PlacedStep[]
    readonly sections: Section[]
    readonly key: string
  }[][] = []
  for (const section of sections) {
    let from = 0
    const find = (rank: Rank): number => {
      const keys = rank.map((step) => JSON.stringify(step.data))
      return merged.findIndex(
        (one, index) =>
          index >= from &&
          one.length === rank.length &&
          keys.every((key) => one.some((step) => step.key === key && !step.sections.includes(section))),
      )
    }
    for (const [index, rank] of section.ranks.entries()) {
      const at = find(rank)
      // Steps that nothing of the section comes after stand at the end.
      if (at < 0 && !section.ranks.slice(index + 1).some((later) => find(later) >= 0)) from = merged.length
      if (at >= 0) {
        for (const step of rank) {
          const same = merged[at]?.find(
            (one) => one.key === JSON.stringify(step.data) && !one.sections.includes(section),
          )
          same?.sections.push(section)
          same?.all.push(step)
        }
        from = at + 1
      } else {
        merged.splice(
          from,
          0,
          rank.map((step) => ({ first: step, all: [step], sections: [section], key: JSON.stringify(step.data) })),
        )
        from += 1
      }
    }
  }
  return merged
}
