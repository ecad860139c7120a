import type { Permissions } from '../../src/ir.ts'
import { refsOf } from './refs.ts'
import type { JobScene, Scene } from './scene.ts'
import type { GithubPermissions } from './schema.ts'

type Rights = Readonly<Record<string, 'read' | 'write'>>

/** What the token may do in jobs that say nothing. Naming one area closes all others; naming none leaves it to the settings. */
export function pipelinePermissions({ pipeline }: Scene): GithubPermissions | undefined {
  return pipeline.permissions === 'settings' ? undefined : (kebab(pipeline.permissions) as GithubPermissions)
}

/**
 * What the token may do in one job, if it is not what all jobs may; a job that names rights has no others.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idpermissions
 */
export function jobPermissions(scene: JobScene): GithubPermissions | undefined {
  const { job, pipeline } = scene
  const hasToken = refsOf(job).some((ref) => ref.ref === 'idToken')
  const usual = pipeline.permissions === 'settings' ? undefined : pipeline.permissions
  const reads = job.checkout !== null && usual !== undefined && usual.contents === undefined
  if (job.permissions === null && !hasToken && !reads && job.environment?.approval !== 'manual') return undefined
  const rights: Record<string, 'read' | 'write'> = { ...kebab(job.permissions ?? usual ?? {}) }
  if (job.checkout !== null) rights.contents ??= 'read'
  if (job.environment?.approval === 'manual') rights.actions ??= 'read'
  if (hasToken) rights['id-token'] = 'write'
  return permissionsFor(rights, scene)
}

/** Rights of a job, unless they are those of all jobs. */
export function permissionsFor(rights: Rights, { pipeline }: Scene): GithubPermissions | undefined {
  const own = sorted(rights)
  const { permissions } = pipeline
  const isUsual = permissions !== 'settings' && JSON.stringify(own) === JSON.stringify(sorted(kebab(permissions)))
  return isUsual ? undefined : (own as GithubPermissions)
}

function kebab(permissions: Permissions): Rights {
  return Object.fromEntries(
    Object.entries(permissions).map(([area, level]) => [
      area.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
      level,
    ]),
  )
}

function sorted(rights: Rights): Rights {
  return Object.fromEntries(Object.entries(rights).sort(([one], [other]) => (one < other ? -1 : 1)))
}
