import type { Same } from '../../../src/read/reading.ts'

/** What counts as the same when a file is held against what is written again. */
export const same: readonly Same[] = [
  { concept: 'templates', same: 'extends, !reference, default and anchors, and what they stand for' },
  {
    concept: 'conditions',
    same: 'rules, only and except, and when, where the same events start the job in the same way, of those that workflow lets through',
  },
  { concept: 'scripts', same: 'before_script and script, and their commands in one list' },
  { concept: 'caches', same: 'what a cache is called, where the same files and values make its key' },
  { concept: 'values', same: 'a variable in an image or a path, and the value that the file says it has' },
  { concept: 'order of jobs', same: 'no needs, and needs that name all jobs of the earlier stages' },
  { concept: 'times', same: 'one time in other words: 90 minutes, 1h 30m' },
  { concept: 'matrix', same: 'parallel:matrix in short, and its combinations one by one' },
  {
    concept: 'defaults',
    same: 'a default that is said and one that is left out: stage test, timeout 1h, expire_in 30 days, policy pull-push',
  },
]
