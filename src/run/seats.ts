import type { Lane } from './lane.ts'
import type { Workspace } from './workspace.ts'

/** Where one unit at a time is made ready and runs. */
export interface Seat {
  readonly lane: Lane
  /** null: the project itself. */
  readonly workspace: Workspace | null
}

/** The seats of a run. */
export interface Seats {
  readonly all: readonly Seat[]
  readonly close: () => void
}

/** Makes seats whose lanes are opened when the first unit sits down. */
export function openSeats(
  count: number,
  make: (index: number) => { readonly lane: () => Lane; readonly workspace: Workspace | null },
): Seats {
  const open: Lane[] = []
  const all = Array.from({ length: count }, (_, index): Seat => {
    const { lane, workspace } = make(index)
    let made: Lane | undefined
    return {
      workspace,
      get lane() {
        if (made !== undefined) return made
        made = lane()
        open.push(made)
        return made
      },
    }
  })
  return {
    all,
    close: () => {
      for (const lane of open) lane.close()
    },
  }
}
