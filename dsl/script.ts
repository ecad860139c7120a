import { weavePosix } from './shell/weave-posix.ts'
import { weavePower } from './shell/weave-power.ts'
import type { Insert, Woven } from './shell/woven.ts'

export { dedent } from './shell/dedent.ts'
export { rawText } from './shell/raw-text.ts'
export { type Trouble, troubles } from './shell/trouble.ts'
export type { Insert, Woven } from './shell/woven.ts'

/** The shells that a script can be written for. */
export type Shell = 'bash' | 'sh' | 'pwsh'

/** Puts inserts between the chunks of a script, so that each stands for exactly its value where it stands. */
export function weave(chunks: readonly string[], inserts: readonly Insert[], shell: Shell): Woven {
  return shell === 'pwsh' ? weavePower(chunks, inserts) : weavePosix(chunks, inserts, shell)
}
