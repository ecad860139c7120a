import { type Document, LineCounter, parseAllDocuments } from 'yaml'
import { convert, type Limits, type Tell } from './convert.ts'
import type { Data } from './data.ts'
import { find, type Path } from './find.ts'

/** How to read a YAML text. */
export interface ReadOptions {
  /** The version of YAML whose rules tell texts from numbers, where the file does not say; 1.2 unless told. */
  readonly version?: '1.1' | '1.2'
  /** Whether `<<` takes over the entries of another mapping; as the version has it unless told. */
  readonly merge?: boolean
  /** How deep values may stand in each other; 100 unless told. */
  readonly maxDepth?: number
  /** How many values aliases may stand for in one document; 100,000 unless told. */
  readonly maxAliased?: number
}

/** A place in a text; both numbers count from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** Something that a text says in a way that no reader accepts. */
export interface YamlError extends Position {
  readonly message: string
}

/** One document of a YAML text. */
export interface ParsedDocument {
  readonly value: Data
  /** Where a key or item stands; a tagged value does not count in the path. Undefined where there is none. */
  readonly at: (path: Path) => Position | undefined
}

/** The documents of a YAML text. Where there are errors, the values are what could be read. */
export interface ParsedYaml {
  readonly documents: readonly ParsedDocument[]
  readonly errors: readonly YamlError[]
}

// Types that only YAML 1.1 has; as plain data they are what the file says: https://yaml.org/type/
const foreign = /^tag:yaml\.org,2002:(?:binary|merge|omap|pairs|set|timestamp)$/

/** Reads a YAML text as plain data. */
export function parseYaml(text: string, options: ReadOptions = {}): ParsedYaml {
  const { version = '1.2', maxDepth = 100, maxAliased = 100_000 } = options
  const limits: Limits = { merge: options.merge ?? version === '1.1', maxDepth, maxAliased }
  const lines = new LineCounter()
  const errors: YamlError[] = []
  const positionOf = (offset: number): Position => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const tell: Tell = (message, offset) => errors.push({ message, ...positionOf(offset) })
  const documents = compose(text, version, lines, tell).map((document): ParsedDocument => {
    // Where the stack ran out, all other errors follow from that, and `convert` tells of the depth.
    const torn = document.errors.some((error) => error.message.includes('call stack'))
    if (!torn) for (const error of document.errors) tell(error.message, error.pos[0])
    const { value, targets } = convert(document.contents, limits, tell)
    const at = (path: Path) => {
      const offset = find(document.contents, path, targets, limits.merge)
      return offset === undefined ? undefined : positionOf(offset)
    }
    return { value, at }
  })
  errors.sort((a, b) => a.line - b.line || a.column - b.column)
  return { documents, errors }
}

function compose(
  text: string,
  version: '1.1' | '1.2',
  lineCounter: LineCounter,
  tell: Tell,
): readonly Document.Parsed[] {
  try {
    return parseAllDocuments(text, {
      version,
      lineCounter,
      prettyErrors: false,
      // The search for equal keys takes the square of their number: `convert` has a faster one.
      uniqueKeys: false,
      resolveKnownTags: false,
      customTags: (tags) => tags.filter((tag) => typeof tag === 'string' || !foreign.test(tag.tag)),
    })
  } catch (error) {
    // The parser calls itself for each level.
    if (!(error instanceof RangeError)) throw error
    tell('values stand in each other too deep', 0)
    return []
  }
}
