import type { vendors } from '../emitters/index.ts'

type Vendors = typeof vendors

/** The id of a vendor. */
export type VendorId = keyof Vendors & string

/** The vendors that say what jobs have which say nothing. */
export type UsualVendorId = {
  readonly [V in VendorId]: Vendors[V] extends { readonly usual: object } ? V : never
}[VendorId]

/** The shape of a raw patch, of the whole output, of a job, or of a step; and of events that only the vendor knows. */
export type VendorPatches<
  V extends VendorId,
  K extends 'pipeline' | 'job' | 'step' | 'trigger',
> = Vendors[V]['patches'] extends {
  readonly [P in K]?: infer T
}
  ? NonNullable<T>
  : never

declare const why: unique symbol

/** A thing that cannot be had; the message says why, and what to write instead. */
export interface Unsupported<Message extends string> {
  readonly [why]: Message
}

/** The rows that a vendor refuses, with the words of its cell. */
type Refusals = {
  readonly [V in VendorId]: {
    readonly [F in keyof Vendors[V]['capabilities'] as Vendors[V]['capabilities'][F] extends {
      readonly level: 'refused'
    }
      ? F
      : never]: Vendors[V]['capabilities'][F] extends { readonly text: infer T } ? T : never
  }
}

/** The messages for the features of `U` that one of the targets refuses, unless the story accepts them. */
type Refused<U extends string, T extends VendorId, A extends string> = {
  readonly [V in T]: {
    readonly [F in keyof Refusals[V] & U]: `refused:${V}/${F & string}` extends A
      ? never
      : `${F & string} is not available on ${V}: ${Refusals[V][F] & string}`
  }[keyof Refusals[V] & U]
}[T]

/** `unknown`, which changes nothing, or `Unsupported` with the messages. */
export type Gate<U extends string, T extends VendorId, A extends string> = [Refused<U, T, A>] extends [never]
  ? unknown
  : Unsupported<Refused<U, T, A>>
