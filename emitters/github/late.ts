import type { Env, Job, Ref, Text } from '../../src/ir.ts'
import { refsIn } from '../../src/refs.ts'
import { refsOf } from './refs.ts'
import type { Scene } from './scene.ts'

/** A reference whose value only a step on the machine can tell. */
export type LateRef = Extract<Ref, { ref: 'context' | 'secret' | 'idToken' }>

/**
 * The output name of a value that only a step on the machine can tell; undefined for any other. No expression cuts a
 * text, and `github.workspace` is the folder on the host also where the job runs in a container.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/contexts#github-context
 */
export function lateKey(ref: Ref, scene: Scene & { readonly job: Job }): string | undefined {
  switch (ref.ref) {
    case 'context':
      if (ref.name === 'shortSha') return 'short-sha'
      if (ref.name === 'workspace') return scene.job.container === null ? undefined : 'workspace'
      // The payload of a schedule holds the schedule alone.
      return ref.name === 'repositoryName' && scene.kinds.has('schedule') ? 'repository-name' : undefined
    case 'secret':
      return ref.file ? `file-${ref.name}` : undefined
    case 'idToken':
      return `token-${ref.audience.replaceAll(/[^A-Za-z0-9]/g, (character) => `_${character.codePointAt(0)?.toString(16)}`)}`
    default:
      return undefined
  }
}

/** Whether a text holds such a value. */
export function isLate(text: Text, scene: Scene & { readonly job: Job }): boolean {
  return text.some((part) => typeof part !== 'string' && lateKey(part, scene) !== undefined)
}

/** The values of an environment that only the machine can tell. */
export function lateRefs(texts: readonly Text[], scene: Scene & { readonly job: Job }): readonly LateRef[] {
  return texts.flatMap(refsIn).filter((ref): ref is LateRef => lateKey(ref, scene) !== undefined)
}

/** The variables of the story that a job must get from the machine. */
export function lateEntries(env: Env, scene: Scene & { readonly job: Job }): Env {
  return env.filter((entry) => isLate(entry.value, scene))
}

/** Whether a job has any such value at all. */
export function hasLate(scene: Scene & { readonly job: Job }): boolean {
  const { pipeline, job } = scene
  const refs = refsOf(job)
  if (refs.length === 0 && pipeline.env.length === 0) return false
  return (
    refs.some((ref) => lateKey(ref, scene) !== undefined) || pipeline.env.some((entry) => isLate(entry.value, scene))
  )
}
