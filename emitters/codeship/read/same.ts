import type { Same } from '../../../src/read/reading.ts'

/** What counts as the same when files are held against what is written again. */
export const same: readonly Same[] = [
  { concept: 'scripts', same: 'a command of a step, and a script of the project with the same commands' },
  { concept: 'images', same: 'a service that is built here, and the commands that build it and run it' },
  { concept: 'sources', same: 'the folder of a container that the sources are in' },
  { concept: 'names', same: 'what services and groups are called; the name of a tag or branch in brackets, and bare' },
  { concept: 'order of steps', same: 'groups in groups, where each step waits for the same steps' },
  { concept: 'logins', same: 'an encrypted login, and secrets that log in' },
  { concept: 'on_fail', same: 'what runs after a failure in the same service, and a step of the job that does' },
]
