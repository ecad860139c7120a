import { type Arrow, type Call, type Group, type Item, readSyntax, type Syntax } from './syntax.ts'

const width = 120

/**
 * A statement in the layout of the formatter of most projects, which takes longer than all else that is done with a
 * story; undefined where something in it is laid out by rules that are not known here.
 */
export function layOut(statement: string): string | undefined {
  const [, head = '', start = '', code = '', end = ''] = parts.exec(statement) ?? []
  if (start === 'import ') return `${head}${layOutImport(`${start}${code}`)}\n`
  const value = plain.test(code) ? readSyntax(code) : undefined
  if (value === undefined) return undefined
  const laid = write(value, { indent: '', from: start.length, behind: end.length, keyed: true })
  return laid === undefined ? undefined : `${head}${start}${laid}${end}\n`
}

const parts = /^((?:\/\/.*\n|\n)*)(const [\w$]+ = |export default |import )([\s\S]*?)( as const)?\n$/
// Other signs may take more room than one, or none.
const plain = /^[\n -~\ue100-\ue106]*$/

function layOutImport(code: string): string {
  if (code.length <= width) return code
  const [, names = '', from = ''] = /^import \{ (.*) (\} from .*)$/.exec(code) ?? []
  const lines = names.split(', ').map((name) => `  ${name},\n`)
  return `import {\n${lines.join('')}${from}`
}

/** Where a value is written. */
interface Place {
  readonly indent: string
  /** How much of the line stands in front of it. */
  readonly from: number
  /** How much must stand behind its last line. */
  readonly behind: number
  /** Whether a name stands in front, behind which a line may end. */
  readonly keyed: boolean
}

function write(value: Syntax, place: Place): string | undefined {
  if (!value.breaks && place.from + value.flat.length + place.behind <= width) return value.flat
  if (value.kind === 'call') return writeCall(value, place)
  if (value.kind === 'arrow') return place.keyed ? writeArrow(value, place) : undefined
  if ('items' in value && value.items.length > 0)
    return place.from + 1 > width ? undefined : writeGroup(value, place.indent)
  return place.keyed && value.kind !== 'script' ? undefined : value.flat
}

function writeArrow({ head, end, value }: Arrow, place: Place): string | undefined {
  const behind = place.behind + end.length
  const written = write(value, { ...place, from: place.from + head.length, behind })
  return written === undefined ? undefined : `${head}${written}${end}`
}

function writeGroup({ kind, items }: Group, indent: string): string | undefined {
  // Numbers fill their lines.
  if (kind === 'list' && items.length > 1 && items.every(({ value }) => value.kind === 'number')) return undefined
  const lines = writeAll(items, `${indent}  `)
  if (lines === undefined) return undefined
  return kind === 'list' ? `[\n${lines}${indent}]` : `{\n${lines}${indent}}`
}

function writeAll(items: readonly Item[], indent: string): string | undefined {
  let lines = ''
  for (const { key, value } of items) {
    const place = { indent, from: indent.length + key.length, behind: 1, keyed: key !== '' }
    const written = write(value, place)
    if (written === undefined) return undefined
    lines += `${indent}${key}${written},\n`
  }
  return lines
}

function writeCall({ name, values }: Call, { indent, from, keyed }: Place): string | undefined {
  const last = values[values.length - 1]
  const others = values.slice(0, -1)
  if (last === undefined || others.some((value) => value.breaks) || last.kind === 'script') return undefined
  // The last value alone takes several lines where the others leave it the room to begin.
  const isHeld = 'items' in last && last.items.length > 0 && others.at(-1)?.kind !== last.kind
  const head = `${name}(${others.map((value) => `${value.flat}, `).join('')}`
  if (isHeld && from + head.length + 1 <= width) {
    const group = writeGroup(last, indent)
    return group === undefined ? undefined : `${head}${group})`
  }
  // A short call moves behind its name as a whole.
  if (keyed || last.breaks) return undefined
  const lines = writeAll(
    values.map((value) => ({ key: '', value })),
    `${indent}  `,
  )
  return lines === undefined ? undefined : `${name}(\n${lines}${indent})`
}
