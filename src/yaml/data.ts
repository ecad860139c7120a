/** What a YAML document says, as plain data. Mappings have no prototype, so that no key of a file means more than itself. */
export type Data = string | number | boolean | null | readonly Data[] | DataMap | Tagged

/** A mapping as data; keys are the text of the file, so `3.10` stays `3.10`. */
export interface DataMap {
  readonly [key: string]: Data
}

// The reader of a vendor and what compares files are bundles of their own, and both have this module.
const tagged: unique symbol = Symbol.for('pipegen.tagged')

/** A value under a tag that YAML itself does not know; a scalar is kept as its text. */
export interface Tagged {
  readonly [tagged]: true
  readonly tag: string
  readonly value: Data
}

/** Puts a tag on a value. */
export function tag(name: string, value: Data): Tagged {
  return { [tagged]: true, tag: name, value }
}

/** Whether a value was read under a tag. */
export function isTagged(value: unknown): value is Tagged {
  return typeof value === 'object' && value !== null && tagged in value
}
