import type { UnitEnd } from '../../run/result.ts'
import type { Paint } from '../paint.ts'

const styles = {
  succeeded: 'green',
  failed: 'red',
  cancelled: 'yellow',
  waiting: 'yellow',
  held: 'yellow',
  skipped: 'dim',
} as const

/** The word for what became of a unit. */
export function say(fate: UnitEnd['fate'], paint: Paint): string {
  return paint(styles[fate], words[fate])
}

/** What each word is on the screen; none is longer than the others by much. */
export const words: Readonly<Record<UnitEnd['fate'], string>> = {
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
  waiting: 'not run',
  held: 'held',
  skipped: 'skipped',
}

/** A time as people read it: `0.4 s`, `1 min 5 s`. */
export function sayTime(seconds: number): string {
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)} min ${whole % 60} s`
}
