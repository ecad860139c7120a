import { Composer, Lexer, LineCounter, Parser } from 'yaml'
import type { Position, YamlError } from './read.ts'
import { type CommentToken, commentsAmong, type Remark, remarksOf } from './remarks.ts'
import { grow, type Tree, type TreeLimits } from './tree.ts'

/** A file with the places of all that stands in it. */
export interface TreeFile {
  /** One for each document; undefined where it cannot be read. */
  readonly documents: readonly (Tree | undefined)[]
  readonly errors: readonly YamlError[]
  readonly remarks: readonly Remark[]
  readonly positionOf: (offset: number) => Position
}

// Types that only YAML 1.1 has; as plain data they are what the file says: https://yaml.org/type/
const foreign = /^tag:yaml\.org,2002:(?:binary|merge|omap|pairs|set|timestamp)$/

const tooDeep = 'values stand in each other too deep'

/** What a file may ask of its reader. */
export interface FileLimits extends TreeLimits {
  readonly maxDocuments: number
}

/** Reads a text with all its places, comments and aliases. It never throws. */
export function readTree(text: string, version: '1.1' | '1.2', limits: FileLimits): TreeFile {
  const lines = new LineCounter()
  const errors: YamlError[] = []
  const positionOf = (offset: number): Position => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const tell = (message: string, offset: number): void => {
    errors.push({ message, ...positionOf(offset) })
  }
  try {
    const comments: CommentToken[] = []
    const composer = new Composer({
      version,
      strict: false,
      uniqueKeys: false,
      resolveKnownTags: false,
      customTags: (tags) => tags.filter((tag) => typeof tag === 'string' || !foreign.test(tag.tag)),
    })
    const parsed = [...composer.compose(tokensOf(text, lines, commentsAmong(comments)))]
    const beyond = parsed[limits.maxDocuments]
    if (beyond !== undefined) {
      tell(`it holds more than ${limits.maxDocuments} documents`, beyond.range[0])
      return { documents: [], errors, remarks: [], positionOf }
    }
    const documents = parsed.map((document) => {
      const torn = document.errors.find((error) => error.message.includes('call stack'))
      if (torn !== undefined) tell(tooDeep, torn.pos[0])
      else for (const error of document.errors) tell(error.message, error.pos[0])
      return document.errors.length > 0 ? undefined : grow(document.contents, limits, tell)
    })
    return { documents, errors, remarks: remarksOf(text, comments), positionOf }
  } catch (error) {
    // The parser calls itself for each level.
    if (!(error instanceof RangeError)) throw error
    return {
      documents: [],
      errors: [{ message: tooDeep, line: 1, column: 1 }],
      remarks: [],
      positionOf,
    }
  }
}

// As `parseAllDocuments` does it, but that the tokens are looked at on the way: to find them once more takes long.
function* tokensOf(text: string, lines: LineCounter, look: (token: string) => void): ReturnType<Parser['parse']> {
  const parser = new Parser(lines.addNewLine)
  lines.addNewLine(0)
  for (const token of new Lexer().lex(text)) {
    look(token)
    yield* parser.next(token)
  }
  yield* parser.end()
}
