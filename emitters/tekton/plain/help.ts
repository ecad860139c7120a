import type { Pipeline } from '../../../src/ir.ts'
import type { Host } from './hosts.ts'
import { hookSecretOf, type Names, repositoryOf } from './objects.ts'

/** What people must set up for the web hooks of a host, as comments of its file. */
export function hookHelp(host: Host, pipeline: Pipeline, names: Names): readonly string[] {
  return [
    `For a repository on ${host.title}: its web hook sends JSON to the service el-${names.story}-${host.id},`,
    `with the token that the Secret ${hookSecretOf(pipeline)} has as the key token.`,
    ...bindingHelp(names),
  ]
}

/** What people must set up for calls, as comments of the file. */
export function callHelp(pipeline: Pipeline, names: Names): readonly string[] {
  return [
    `A call is a POST of {"event": "...", "payload": {...}} to the service el-${names.calls}, and has in the header`,
    `X-Story-Token what the Secret ${hookSecretOf(pipeline)} has as the key calls.`,
    ...bindingHelp(names),
  ]
}

/** What people must set up for runs that no web hook begins, as comments of the file. */
export function repositoryHelp(pipeline: Pipeline): readonly string[] {
  return [`Once: kubectl create configmap ${repositoryOf(pipeline)} --from-literal=url=ADDRESS-OF-THE-REPOSITORY`]
}

function bindingHelp({ listener }: Names): readonly string[] {
  return [
    `Once: kubectl create clusterrolebinding ${listener} --clusterrole=${listener} --serviceaccount=NAMESPACE:${listener}`,
  ]
}
