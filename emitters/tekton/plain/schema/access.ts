import { closed, listOf, words } from '../../../../src/json-schema.ts'
import type { TektonMetadata } from '../../schema/run.ts'
import { flag, type KubernetesObject, kubernetesObject, someText, text } from '../../schema/scalar.ts'
import { named } from './metadata.ts'

/** What an account may do with some kinds of objects. */
export interface AccessRule {
  readonly apiGroups: readonly string[]
  readonly resources: readonly string[]
  readonly resourceNames?: readonly string[]
  readonly verbs: readonly string[]
}

/**
 * Accounts, what they may do, and who has which.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/
 */
export type AccessObject =
  | {
      readonly apiVersion: 'v1'
      readonly kind: 'ServiceAccount'
      readonly metadata: TektonMetadata
      readonly automountServiceAccountToken?: boolean
      readonly imagePullSecrets?: readonly KubernetesObject[]
    }
  | (Of<'Role' | 'ClusterRole'> & { readonly rules: readonly AccessRule[] })
  | (Of<'RoleBinding'> & { readonly roleRef: RoleRef; readonly subjects: readonly Subject[] })

interface Of<K extends string> {
  readonly apiVersion: 'rbac.authorization.k8s.io/v1'
  readonly kind: K
  readonly metadata: TektonMetadata
}

interface RoleRef {
  readonly apiGroup: 'rbac.authorization.k8s.io'
  readonly kind: 'Role' | 'ClusterRole'
  readonly name: string
}

interface Subject {
  readonly kind: 'ServiceAccount'
  readonly name: string
  readonly namespace?: string
}

const verb = words('get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'use', 'impersonate')

const rules = listOf(
  closed<AccessRule>(
    {
      apiGroups: listOf(text, { minItems: 1 }),
      resources: listOf(someText, { minItems: 1 }),
      verbs: listOf(verb, { minItems: 1 }),
    },
    { resourceNames: listOf(someText) },
  ),
)

const access = { const: 'rbac.authorization.k8s.io/v1' }

/** The closed schemas of this file, by kind. */
export const accessSchemas = {
  ServiceAccount: closed<Extract<AccessObject, { kind: 'ServiceAccount' }>>(
    { apiVersion: { const: 'v1' }, kind: { const: 'ServiceAccount' }, metadata: named() },
    { automountServiceAccountToken: flag, imagePullSecrets: listOf(kubernetesObject) },
  ),
  Role: closed<Extract<AccessObject, { rules: unknown }>>(
    { apiVersion: access, kind: { const: 'Role' }, metadata: named(), rules },
    {},
  ),
  ClusterRole: closed<Extract<AccessObject, { rules: unknown }>>(
    { apiVersion: access, kind: { const: 'ClusterRole' }, metadata: named(), rules },
    {},
  ),
  RoleBinding: closed<Extract<AccessObject, { kind: 'RoleBinding' }>>(
    {
      apiVersion: access,
      kind: { const: 'RoleBinding' },
      metadata: named(),
      roleRef: closed<RoleRef>(
        {
          apiGroup: { const: 'rbac.authorization.k8s.io' },
          kind: words('Role', 'ClusterRole'),
          name: someText,
        },
        {},
      ),
      subjects: listOf(closed<Subject>({ kind: { const: 'ServiceAccount' }, name: someText }, { namespace: text }), {
        minItems: 1,
      }),
    },
    {},
  ),
} as const
