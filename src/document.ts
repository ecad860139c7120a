/** One value of a YAML document, as data. The order of the keys of a mapping is the order of the output. */
export type Yaml = string | number | boolean | null | readonly Yaml[] | YamlMap | Annotated

/** A YAML mapping. A key whose value is `undefined` is left out. */
export interface YamlMap {
  readonly [key: string]: Yaml | undefined
}

const annotated: unique symbol = Symbol('annotated')

/** A value that carries comments or a blank line; see `annotate`. */
export interface Annotated {
  readonly [annotated]: true
  readonly value: Yaml
  readonly notes: Notes
}

/** What can stand around a value. */
export interface Notes {
  /** Comment lines above the entry (the key of a mapping, the dash of a sequence), without `#`. */
  readonly before?: readonly string[]
  /** A comment behind a scalar on its own line, without `#`. */
  readonly after?: string
  /** A blank line above the entry. */
  readonly blank?: boolean
  /** A blank line above each entry of a mapping but the first. */
  readonly spaced?: boolean
  /** Write a sequence of scalars as `[a, b]` where it fits in 80 columns. */
  readonly flow?: boolean
  /** Write null as nothing behind the colon. */
  readonly empty?: boolean
  /** A custom tag of the vendor, written in front of the value. */
  readonly tag?: string
}

/** Puts comments, a blank line or a style on a value. */
export function annotate(value: Yaml, notes: Notes): Annotated {
  return { [annotated]: true, value, notes }
}

/** Whether a value was made by `annotate`. */
export function isAnnotated(value: unknown): value is Annotated {
  return typeof value === 'object' && value !== null && (value as Partial<Annotated>)[annotated] === true
}

/** The value as plain data, without comments and styles and without undefined keys. */
export function plain(value: Yaml | undefined): unknown {
  if (isAnnotated(value)) return plain(value.value)
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value as YamlMap).flatMap(([key, entry]) => (entry === undefined ? [] : [[key, plain(entry)]])),
  )
}

/** One output file. */
export type Document = YamlFile | TextFile

/** A YAML file: one or more documents, in order. */
export interface YamlFile {
  readonly kind: 'yaml'
  /** Path from the root of the project, with forward slashes. */
  readonly path: string
  /** Comment lines at the top of the file, without `#`. */
  readonly header: readonly string[]
  readonly documents: readonly (YamlMap | readonly Yaml[])[]
  /**
   * Keys of the whole document that stay plain though a reader of YAML 1.1 takes them for something else: where the
   * vendor reads YAML 1.2, and all its users write them so.
   */
  readonly plainKeys?: readonly string[]
  /** Puts notes on a value by its key, undefined for an item: so a large document need not be copied to carry them. */
  readonly dress?: Dress
}

/** The value of a key, or an item, with notes where it needs some. */
export type Dress = (key: string | undefined, value: Yaml) => Yaml

/** Any other file: a script or a list. Its header stands in the text already. */
export interface TextFile {
  readonly kind: 'text'
  readonly path: string
  readonly text: string
  readonly executable: boolean
}
