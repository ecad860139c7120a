import type { Same } from '../../../src/read/reading.ts'

/** What counts as the same when a file is held against what is written again. */
export const same: readonly Same[] = [
  {
    concept: 'options',
    same: 'what the file says for all steps, and the same in each step: image, clone, max-time, size, docker',
  },
  { concept: 'selectors', same: 'one selector for several branches, and one for each' },
  { concept: 'scripts', same: 'lines as items of their own, and in one item; comments and empty lines in them' },
  { concept: 'parallel steps', same: 'a group that fails fast, and steps that each do' },
  { concept: 'caches', same: 'a path from the project, with ./ in front and without' },
  { concept: 'names of steps', same: 'no name, and a name that only counts: step1' },
  { concept: 'deployments', same: 'a concurrency-group that is called like the deployment of its step' },
  {
    concept: 'defaults',
    same: 'a default that is said and one that is left out: max-time 120, size 1x, depth 50, trigger automatic',
  },
]
