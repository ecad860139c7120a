import type { Origin } from '../src/origin.ts'
import { callSite } from './call-site.ts'
import type { CredentialsSpec } from './image.ts'
import { type EnvSpec, type Value, value, type Words } from './value.ts'

/** What `service` takes. */
export interface ServiceSpec {
  /** The image, with its tag. */
  readonly image: Words
  /** The port that the service listens on. */
  readonly port: number
  readonly env?: EnvSpec
  /** Arguments in place of the image's own command. */
  readonly command?: readonly string[]
  /**
   * How it shows that it is ready: a command that succeeds inside the service, `port` for a port that answers
   * (the default), or `nothing` to start without a wait.
   */
  readonly ready?: 'port' | 'nothing' | (string & Record<never, never>)
  readonly credentials?: CredentialsSpec
}

/** A container beside a job. */
export interface Service {
  readonly kind: 'service'
  readonly spec: ServiceSpec
  /** The name that the job reaches it at. */
  readonly host: Value
  /** The port that the job reaches it at. */
  readonly port: Value<number>
  readonly origin: Origin
}

/**
 * A service beside a job, such as a database. Its key in `services` is its name.
 *
 * @example
 * const postgres = service({ image: 'postgres:17', port: 5432, env: { POSTGRES_PASSWORD: 'test' }, ready: 'pg_isready' })
 * const unit = job({ services: { postgres }, env: { PGHOST: postgres.host }, steps: [sh`tox -e py`] })
 */
export function service(spec: ServiceSpec): Service {
  const owner = {}
  const made: Service = {
    kind: 'service',
    spec,
    host: value({ from: 'service', owner, field: 'host' }),
    port: value<number>({ from: 'service', owner, field: 'port' }),
    origin: callSite(service),
  }
  owners.set(made, owner)
  return made
}

const owners = new WeakMap<Service, object>()

/** The token that the values of a service carry. */
export function ownerOf(made: Service): object | undefined {
  return owners.get(made)
}
