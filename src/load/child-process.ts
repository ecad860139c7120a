import type ChildProcess from 'node:child_process'
import { createRequire } from 'node:module'

/** The module that starts programs, loaded when it is called for: to load it takes longer than most of what runs do. */
export function childProcess(self: string): typeof ChildProcess {
  return createRequire(self)('node:child_process') as typeof ChildProcess
}
