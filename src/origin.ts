/**
 * Where a node comes from: a place in a story or in a YAML file. Lines and columns count from 1.
 * In a story, `path` leads from the builder's call to the property meant (`['matrix', 'exclude']`); the place of the
 * property is looked up in the source only when a finding is shown.
 */
export interface Origin extends Place {
  readonly path?: readonly (string | number)[]
}

/** A place in a file. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
}

interface Lazy extends Origin {
  readonly resolve: () => Place
}

interface Inner extends Origin {
  readonly outer: Origin
  readonly key: string | number
}

// Thousands of places are made and hardly any is looked at, so they share their getters; `plainOrigin` copies one.
const called = {
  get file() {
    return (this as unknown as Lazy).resolve().file
  },
  get line() {
    return (this as unknown as Lazy).resolve().line
  },
  get column() {
    return (this as unknown as Lazy).resolve().column
  },
  toJSON() {
    return plainOrigin(this as unknown as Lazy)
  },
}

const deeper = {
  get file() {
    return (this as unknown as Inner).outer.file
  },
  get line() {
    return (this as unknown as Inner).outer.line
  },
  get column() {
    return (this as unknown as Inner).outer.column
  },
  get path() {
    const { outer, key } = this as unknown as Inner
    return outer.path === undefined ? [key] : [...outer.path, key]
  },
  toJSON() {
    return plainOrigin(this as unknown as Inner)
  },
}

/** A place that is worked out only when somebody looks at it. */
export function lazyOrigin(resolve: () => Place): Origin {
  const origin = Object.create(called) as { resolve: () => Place }
  origin.resolve = resolve
  return origin as unknown as Origin
}

/** An origin as plain data. */
export function plainOrigin({ file, line, column, path }: Origin): Origin {
  return { file, line, column, ...(path === undefined ? {} : { path }) }
}

/** The same place, one property deeper, or two. */
export function inside(outer: Origin, key: string | number, next?: string | number): Origin {
  const origin = Object.create(deeper) as { outer: Origin; key: string | number }
  origin.outer = outer
  origin.key = key
  return next === undefined ? (origin as unknown as Origin) : inside(origin as unknown as Origin, next)
}

/** The place of an option, as `inside` gives it; where the option is not set, no place of its own is made. */
export function optionPlaces(origin: Origin, spec: object): (option: string) => Origin {
  return (option) =>
    (spec as Readonly<Record<string, unknown>>)[option] === undefined ? origin : inside(origin, option)
}
