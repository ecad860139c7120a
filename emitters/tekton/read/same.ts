import type { Same } from '../../../src/read/reading.ts'

/** What counts as the same when a file is held against what is written again. */
export const same: readonly Same[] = [
  { concept: 'references', same: 'a task or a pipeline by its name in the files, and its text in the run' },
  { concept: 'empty parts', same: 'a list or a mapping with nothing in it, and none' },
  { concept: 'order of lists', same: 'params, workspaces and results in another order' },
  { concept: 'starts by hand', same: 'a run that says nothing of its start, and one that a call starts on any branch' },
  { concept: 'times', same: 'one time in other words: 60m, 1h0m0s' },
]
