import { nameOf } from '../../../dsl/compile/script.ts'
import { weave } from '../../../dsl/script.ts'
import type { Weaver } from '../../tell/desk.ts'

/** How the language of stories puts values into scripts. */
export const weaver: Weaver = {
  weave: (chunks, variables, shell) => {
    const inserts = variables.map((variable) => ({ variable }))
    const { text, troubles } = weave(chunks, inserts, shell)
    return troubles.length > 0 ? undefined : text
  },
  nameOf,
}
