import type { UnitEnd } from '../../run/result.ts'
import type { Paint } from '../paint.ts'
import { say, sayTime, words } from './words.ts'

/** The closing table of a run: every unit in the order of the story, how it ended, how long it took, and why. */
export function writeClosing(ends: readonly UnitEnd[], seconds: number, paint: Paint): string {
  const sorted = [...ends].sort((a, b) => a.unit.index - b.unit.index)
  const name = Math.max(0, ...sorted.map(({ unit }) => unit.name.length))
  const times = sorted.map(({ result }) => (result === null ? '' : sayTime(result.seconds)))
  const time = Math.max(0, ...times.map((text) => text.length))
  const rows = sorted.map((end, index) => {
    const pad = ' '.repeat(Math.max(0, 9 - words[end.fate].length))
    return `${end.unit.name.padEnd(name)}  ${say(end.fate, paint)}${pad}  ${(times[index] ?? '').padStart(time)}  ${noteOf(end)}`.trimEnd()
  })
  return `\n${rows.map((row) => `${row}\n`).join('')}\n${countOf(ends, paint)} in ${sayTime(seconds)}\n`
}

function noteOf({ unit, fate, why, result }: UnitEnd): string {
  const allowed = fate === 'failed' && unit.job.allowFailure ? 'it may fail' : ''
  const tries = result !== null && result.attempts > 1 ? `${result.attempts} attempts` : ''
  const coverage = result?.coverage == null ? '' : `coverage ${result.coverage} %`
  return [why, allowed, tries, coverage].filter((part) => part !== '').join(', ')
}

function countOf(ends: readonly UnitEnd[], paint: Paint): string {
  const fates = ['succeeded', 'failed', 'cancelled', 'held', 'waiting', 'skipped'] as const
  return fates
    .map((fate) => ({ fate, count: ends.filter((end) => end.fate === fate).length }))
    .filter(({ count }) => count > 0)
    .map(({ fate, count }) => `${count} ${say(fate, paint)}`)
    .join(', ')
}
