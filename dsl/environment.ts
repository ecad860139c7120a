import type { Environment as IrEnvironment } from '../src/ir.ts'
import type { Origin } from '../src/origin.ts'
import { callSite } from './call-site.ts'
import type { Words } from './value.ts'

/** What `environment` takes beside the name. */
export interface EnvironmentSpec {
  /** Where people see the result. */
  readonly url?: Words
  /** `manual`: a person must agree before the job starts. */
  readonly approval?: 'manual' | 'none'
  readonly tier?: NonNullable<IrEnvironment['tier']>
}

/** Where jobs deploy to. */
export interface Environment {
  readonly kind: 'environment'
  readonly name: Words
  readonly spec: EnvironmentSpec
  readonly origin: Origin
}

/**
 * Where jobs deploy to. Deployments to one environment never overlap, and none is dropped.
 *
 * @example
 * const production = environment('production', { url: 'https://shop.example.com', approval: 'manual' })
 */
export function environment(name: Words, spec: EnvironmentSpec = {}): Environment {
  return { kind: 'environment', name, spec, origin: callSite(environment) }
}
