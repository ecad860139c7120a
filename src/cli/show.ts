import { join, relative } from 'node:path'
import type { Code, Diagnostic, Severity } from '../diagnostics.ts'
import type { Bundle } from '../load/bundle.ts'
import type { Io } from './command.ts'
import { codeFrame } from './frame.ts'
import { type LocatedFinding, locateFindings, uniqueFindings } from './locate-findings.ts'
import { type Paint, painter } from './paint.ts'

/** How findings are shown to a person. */
export interface Showing {
  readonly root: string
  /** Whether notes are shown one by one, and long runs of one code in full. */
  readonly verbose: boolean
  /** Codes whose findings were shown before, and are only counted here. */
  readonly told?: ReadonlySet<Code>
}

// More of one kind than this say no more to a person than their number.
const most = 20

/** Writes findings to standard error, each with its line of the story, and how many there are. */
export function showFindings(
  found: readonly Diagnostic[],
  bundles: readonly Bundle[],
  { root, verbose, told }: Showing,
  io: Io,
): void {
  const paint = painter(io.color)
  const notes = verbose ? [] : found.filter((finding) => finding.severity === 'note')
  const rest = uniqueFindings(verbose ? found : found.filter((finding) => finding.severity !== 'note'))
  const counts = new Map<string, number>()
  const shown = rest.filter(({ code }) => {
    if (told?.has(code) === true) return false
    const count = (counts.get(code) ?? 0) + 1
    counts.set(code, count)
    return verbose || count <= most
  })
  for (const finding of locateFindings(shown, bundles, root)) {
    io.err(`${writeFinding(finding, root, io.cwd, paint)}\n`)
  }
  for (const [code, count] of counts)
    if (!verbose && count > most) io.err(`and ${count - most} more of ${code} (--verbose shows them)\n`)
  // Notes that are not shown need no place, which is costly to work out.
  const summary = writeSummary(rest, new Set(notes.map((note) => note.message)).size, paint)
  if (summary !== '') io.err(`${summary}\n`)
}

const styles = { error: 'red', warning: 'yellow', note: 'blue' } as const

function writeFinding(
  { code, severity, message, help, docs, origin }: LocatedFinding,
  root: string,
  cwd: string,
  paint: Paint,
): string {
  const place =
    origin === undefined
      ? ''
      : `${paint('cyan', `${relative(cwd, join(root, origin.file))}:${origin.line}:${origin.column}`)}: `
  const head = `${place}${paint(styles[severity], severity)}: ${message} ${paint('dim', `[${code}]`)}\n`
  const frame = origin?.text === undefined ? '' : codeFrame(origin.text, origin.line, origin.column, paint)
  return `${head}${frame}${help === undefined ? '' : `  help: ${help}\n`}${docs === undefined || docs === '' ? '' : `  docs: ${docs}\n`}`
}

function writeSummary(found: readonly Diagnostic[], hidden: number, paint: Paint): string {
  const parts = (['error', 'warning', 'note'] as const).flatMap((severity) => {
    const count = found.filter((finding) => finding.severity === severity).length + (severity === 'note' ? hidden : 0)
    return count === 0 ? [] : [paint(styles[severity], `${count} ${plural(severity, count)}`)]
  })
  return `${parts.join(', ')}${hidden > 0 ? ' (--verbose shows the notes)' : ''}`
}

function plural(severity: Severity, count: number): string {
  return count === 1 ? severity : `${severity}s`
}
