import type { Same } from '../../../src/read/reading.ts'

/** What counts as the same when a file is held against what is written again. */
export const same: readonly Same[] = [
  {
    concept: 'defaults',
    same: 'a default that is said and one that is left out: timeout-minutes 360, fail-fast true, the inputs of a checkout',
  },
  {
    concept: 'short forms',
    same: 'a text where a mapping could stand: container, services, environment, concurrency, runs-on',
  },
  { concept: 'actions', same: 'which release of actions/checkout and of the actions that set up toolchains is called' },
  { concept: 'caches', same: 'what is kept for later runs: it changes the speed alone' },
  {
    concept: 'names of steps',
    same: 'the id of a step, where nothing asks for it, and what it is called where something does',
  },
  { concept: 'shell', same: 'bash with and without pipefail, where the script has no pipe' },
  { concept: 'expressions', same: 'an expression in a script, and a variable of the step that holds it' },
  {
    concept: 'order of jobs',
    same: 'a job that is named in needs, and is needed through another one that is named there',
  },
  { concept: 'filters', same: 'paths-ignore, and a list of all paths with what is left out behind it' },
]
