import { closed, exclusive, type JsonSchema, listOf, mapOf, ref, type SchemaMap } from '../../../src/json-schema.ts'
import { flag, type KubernetesObject, kubernetesObject, someText, text } from './scalar.ts'

/** One environment variable of a container. */
export interface TektonEnv {
  readonly name: string
  /** Kubernetes expands `$(OTHER)` in it; `$$` stands for a dollar sign. */
  readonly value?: string
  readonly valueFrom?: TektonEnvSource
}

/** Where the value of an environment variable comes from. */
export interface TektonEnvSource {
  readonly secretKeyRef?: TektonKeyRef
  readonly configMapKeyRef?: TektonKeyRef
  readonly fieldRef?: { readonly fieldPath: string; readonly apiVersion?: string }
  readonly resourceFieldRef?: KubernetesObject
}

/** One key of a Secret or a ConfigMap. */
export interface TektonKeyRef {
  readonly name: string
  readonly key: string
  /** Whether the variable is left unset where the key is missing. */
  readonly optional?: boolean
}

/** A volume, seen in a container. */
export interface TektonMount {
  readonly name: string
  readonly mountPath: string
  readonly subPath?: string
  readonly subPathExpr?: string
  readonly readOnly?: boolean
  readonly mountPropagation?: string
  readonly recursiveReadOnly?: string
}

/** What a container may take of its node. */
export interface TektonResources {
  readonly requests?: Readonly<Record<string, string | number>>
  readonly limits?: Readonly<Record<string, string | number>>
  readonly claims?: readonly KubernetesObject[]
}

/** A way to see whether a sidecar is ready. */
export interface TektonProbe {
  readonly exec?: { readonly command: readonly string[] }
  readonly tcpSocket?: { readonly port: number | string; readonly host?: string }
  readonly httpGet?: KubernetesObject
  readonly grpc?: KubernetesObject
  readonly initialDelaySeconds?: number
  readonly periodSeconds?: number
  readonly timeoutSeconds?: number
  readonly failureThreshold?: number
  readonly successThreshold?: number
  readonly terminationGracePeriodSeconds?: number
}

/** A container that runs beside the steps of a task. */
export interface TektonSidecar {
  readonly name: string
  readonly image: string
  readonly command?: readonly string[]
  readonly args?: readonly string[]
  readonly script?: string
  readonly workingDir?: string
  readonly env?: readonly TektonEnv[]
  readonly envFrom?: readonly KubernetesObject[]
  readonly ports?: readonly KubernetesObject[]
  readonly computeResources?: TektonResources
  readonly volumeMounts?: readonly TektonMount[]
  readonly volumeDevices?: readonly KubernetesObject[]
  readonly workspaces?: readonly { readonly name: string; readonly mountPath: string }[]
  /** Waited for before the steps start. */
  readonly readinessProbe?: TektonProbe
  readonly livenessProbe?: TektonProbe
  readonly startupProbe?: TektonProbe
  readonly lifecycle?: KubernetesObject
  readonly imagePullPolicy?: string
  readonly restartPolicy?: string
  readonly securityContext?: KubernetesObject
  readonly terminationMessagePath?: string
  readonly terminationMessagePolicy?: string
  readonly stdin?: boolean
  readonly stdinOnce?: boolean
  readonly tty?: boolean
}

const count: JsonSchema = { type: 'integer', minimum: 0 }
const port: JsonSchema = { anyOf: [{ type: 'integer', minimum: 1, maximum: 65535 }, someText], title: 'a port' }

/** The definitions of this file. */
export const containerDefinitions: SchemaMap = {
  env: closed<TektonEnv>(
    { name: ref('envName') },
    { value: text, valueFrom: ref('envSource') },
    exclusive('value', 'valueFrom'),
  ),
  envSource: closed<TektonEnvSource>(
    {},
    {
      secretKeyRef: ref('keyRef'),
      configMapKeyRef: ref('keyRef'),
      fieldRef: kubernetesObject,
      resourceFieldRef: kubernetesObject,
    },
    { minProperties: 1, maxProperties: 1 },
  ),
  keyRef: closed<TektonKeyRef>({ name: someText, key: someText }, { optional: flag }),
  mount: closed<TektonMount>(
    { name: someText, mountPath: someText },
    { subPath: text, subPathExpr: text, readOnly: flag, mountPropagation: text, recursiveReadOnly: text },
  ),
  resources: closed<TektonResources>(
    {},
    {
      requests: mapOf({ type: ['string', 'number'] }),
      limits: mapOf({ type: ['string', 'number'] }),
      claims: listOf(kubernetesObject),
    },
  ),
  probe: closed<TektonProbe>(
    {},
    {
      exec: closed<{ command: readonly string[] }>({ command: listOf(text, { minItems: 1 }) }, {}),
      tcpSocket: closed<{ port: number | string; host?: string }>({ port }, { host: text }),
      httpGet: kubernetesObject,
      grpc: kubernetesObject,
      initialDelaySeconds: count,
      periodSeconds: count,
      timeoutSeconds: count,
      failureThreshold: count,
      successThreshold: count,
      terminationGracePeriodSeconds: count,
    },
  ),
  sidecar: closed<TektonSidecar>(
    { name: ref('label'), image: someText },
    {
      command: listOf(text),
      args: listOf(text),
      script: text,
      workingDir: text,
      env: listOf(ref('env')),
      envFrom: listOf(kubernetesObject),
      ports: listOf(kubernetesObject),
      computeResources: ref('resources'),
      volumeMounts: listOf(ref('mount')),
      volumeDevices: listOf(kubernetesObject),
      workspaces: listOf(kubernetesObject),
      readinessProbe: ref('probe'),
      livenessProbe: ref('probe'),
      startupProbe: ref('probe'),
      lifecycle: kubernetesObject,
      imagePullPolicy: text,
      restartPolicy: text,
      securityContext: kubernetesObject,
      terminationMessagePath: text,
      terminationMessagePolicy: text,
      stdin: flag,
      stdinOnce: flag,
      tty: flag,
    },
  ),
}
