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

interface Row {
  readonly steps: Growing[]
  readonly own: string
}

interface KeyedRank {
  readonly steps: readonly { readonly step: PlacedStep; readonly key: string }[]
  readonly own: string
}

/**
 * The ranks of all sections as one order: a step that two sections share keeps its place, and what is new comes after
 * the last one that is shared. Where two orders contradict each other, the later section has steps of its own.
 */
export function mergeSections(sections: readonly Section[]): readonly (readonly MergedStep[])[] {
  const merged: Row[] = []
  const rows = new Map<string, Row[]>()
  for (const section of sections) {
    const ranks = section.ranks.map(keyed)
    // What the section adds itself is no step that it shares.
    const lastShared = ranks.findLastIndex(({ steps }) => steps.some(({ key }) => rows.has(key)))
    let from = 0
    const same = ({ steps }: Row, wanted: string): Growing | undefined =>
      steps.find(({ key, sections: taken }) => key === wanted && taken[taken.length - 1] !== section)
    const find = ({ steps, own }: KeyedRank): number => {
      const found = steps.flatMap(({ key }) =>
        (rows.get(key) ?? []).filter((row) => row.own === own && same(row, key) !== undefined),
      )
      const places = found.map((row) => merged.indexOf(row)).filter((at) => at >= from)
      return places.length === 0 ? -1 : Math.min(...places)
    }
    for (const [index, rank] of ranks.entries()) {
      const at = find(rank)
      // Steps that nothing of the section comes after stand at the end.
      if (at < 0 && !ranks.slice(index + 1, lastShared + 1).some((later) => find(later) >= 0)) from = merged.length
      const row = merged[at] ?? { steps: [], own: rank.own }
      for (const { step, key } of rank.steps) {
        const known = same(row, key)
        known?.sections.push(section)
        known?.all.push(step)
        if (known !== undefined) continue
        row.steps.push({ first: step, all: [step], sections: [section], key })
        const others = rows.get(key)
        if (others === undefined) rows.set(key, [row])
        else others.push(row)
      }
      if (at < 0) merged.splice(from, 0, row)
      from = at < 0 ? from + 1 : at + 1
    }
  }
  return merged.map(({ steps }) => steps)
}

function keyed({ steps, own }: Rank): KeyedRank {
  return { steps: steps.map((step) => ({ step, key: keyOf(step) })), own: JSON.stringify(own) }
}

function keyOf({ data, own }: PlacedStep): string {
  return JSON.stringify([data, own])
}
