import type { Pipeline } from '../../../src/ir.ts'
import type { Names } from './objects.ts'
import type { AccessObject, AccessRule } from './schema.ts'

/** What starts the runs of a story. */
export interface Starters {
  /** Whether web hooks or calls do. */
  readonly listens: boolean
  /** Whether schedules do. */
  readonly schedules: boolean
}

/**
 * The accounts of a story, each with as little as it needs. Most jobs get no token of the cluster at all; those that
 * deploy have one, which people may allow more.
 */
export function accessOf(pipeline: Pipeline, names: Names, { listens, schedules }: Starters): readonly AccessObject[] {
  const locks = pipeline.jobs.some(({ lock }) => lock !== null)
  return [
    { ...account(names.story), automountServiceAccountToken: false },
    ...(locks ? [account(names.deployments), ...granted(names.deployments, lockRules)] : []),
    ...(listens
      ? [account(names.listener), ...granted(names.listener, listenRules), clusterRole(names.listener, lookRules)]
      : []),
    ...(schedules ? [account(names.schedules), ...granted(names.schedules, startRules)] : []),
  ]
}

const startRules: readonly AccessRule[] = [
  { apiGroups: ['tekton.dev'], resources: ['pipelineruns'], verbs: ['create'] },
]

// A lock is a Lease that names the task run which holds it.
const lockRules: readonly AccessRule[] = [
  { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['create', 'get', 'update'] },
  { apiGroups: ['tekton.dev'], resources: ['taskruns'], verbs: ['get'] },
]

/** @see https://tekton.dev/docs/triggers/eventlisteners/#specifying-the-kubernetes-service-account */
const listenRules: readonly AccessRule[] = [
  {
    apiGroups: ['triggers.tekton.dev'],
    resources: ['eventlisteners', 'interceptors', 'triggerbindings', 'triggers', 'triggertemplates'],
    verbs: ['get', 'list', 'watch'],
  },
  { apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'watch'] },
  { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch'] },
  ...startRules,
]

const lookRules: readonly AccessRule[] = [
  {
    apiGroups: ['triggers.tekton.dev'],
    resources: ['clusterinterceptors', 'clustertriggerbindings'],
    verbs: ['get', 'list', 'watch'],
  },
]

const group = 'rbac.authorization.k8s.io'

function account(name: string): Extract<AccessObject, { readonly kind: 'ServiceAccount' }> {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name } }
}

function clusterRole(name: string, rules: readonly AccessRule[]): AccessObject {
  return { apiVersion: `${group}/v1`, kind: 'ClusterRole', metadata: { name }, rules }
}

function granted(name: string, rules: readonly AccessRule[]): readonly AccessObject[] {
  return [
    { apiVersion: `${group}/v1`, kind: 'Role', metadata: { name }, rules },
    {
      apiVersion: `${group}/v1`,
      kind: 'RoleBinding',
      metadata: { name },
      roleRef: { apiGroup: group, kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name }],
    },
  ]
}
