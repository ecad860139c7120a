import type { Starting } from '../starting.ts'
import { plainId } from './as-tekton.ts'
import { byHook, gitSecretOf } from './objects.ts'

/**
 * Runs of Tekton alone: a listener, a schedule or a person gives the values.
 *
 * @see https://tekton.dev/docs/triggers/
 */
export const plainly: Starting = {
  id: plainId,
  title: 'Tekton (plain)',
  valueOf: (param, run, pipeline) => {
    if (byHook(run) || param.startsWith('payload-')) return `$(tt.params.${param})`
    const { trigger } = run
    if (trigger.kind === 'manual' && param.startsWith('input-'))
      return trigger.inputs.find(({ name }) => `input-${name}` === param)?.default ?? ''
    return param === 'branch' || param === 'target-branch' ? pipeline.defaultBranch : ''
  },
  gitSecret: gitSecretOf,
  byName: false,
  seesPaths: false,
}
