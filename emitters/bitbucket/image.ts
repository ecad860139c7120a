import type { Yaml } from '../../src/document.ts'
import type { Job } from '../../src/ir.ts'
import { imageText } from './tools.ts'
import { fieldValue, type Scope } from './values.ts'

/** The image of a step, as its field takes it: https://support.atlassian.com/bitbucket-cloud/docs/docker-image-options/ */
export function writeImage(job: Job, scope: Scope): Yaml {
  const name = fieldValue(imageText(job), scope) ?? ''
  const credentials = job.container?.credentials ?? null
  const user = job.container?.user ?? null
  if (credentials === null && user === null) return name
  return {
    name,
    'run-as-user': user === null ? undefined : Number(user),
    ...writeLogin(credentials, scope),
  }
}

/** How to log in to a registry; the fields take variables by name. */
export function writeLogin(
  credentials: NonNullable<Job['container']>['credentials'],
  scope: Scope,
): { readonly username?: string; readonly password?: string } {
  if (credentials === null) return {}
  return {
    username: fieldValue(credentials.username, scope) ?? '',
    password: fieldValue(credentials.password, scope) ?? '',
  }
}
