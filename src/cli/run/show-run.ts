import type { Listener, UnitEnd } from '../../run/result.ts'
import type { Unit } from '../../run/unit.ts'
import type { Paint } from '../paint.ts'
import { holdLog, type Log } from './hold-log.ts'
import { say, sayTime } from './words.ts'

/** Where the words of a run go. */
export interface Screen {
  /** Writes bytes as they are. */
  readonly put: (bytes: Buffer) => void
  readonly paint: Paint
  /** Whether output is shown as it comes, each line behind the name of its job; else each job's stands together. */
  readonly live: boolean
  /** Where long output waits until its job has ended. */
  readonly folder: string
  /** How many units there are. */
  readonly total: number
}

/** A listener that shows a run. */
export function showRun(screen: Screen): Listener {
  return screen.live ? showLive(screen) : showGrouped(screen)
}

function showGrouped({ put, paint, folder, total }: Screen): Listener {
  const logs = new Map<Unit, Log>()
  let done = 0
  const line = (unit: Unit, text: string): void => logs.get(unit)?.line(text)
  return {
    started: (unit) => logs.set(unit, holdLog(`${folder}/log-${unit.index}`)),
    step: (unit, name) => line(unit, paint('dim', `$ ${name}`)),
    told: (unit, text) => line(unit, paint('yellow', text)),
    output: (unit, bytes) => logs.get(unit)?.add(bytes),
    ended: (end) => {
      done += 1
      const log = logs.get(end.unit)
      if (log === undefined) return
      logs.delete(end.unit)
      const head = Buffer.from(`${paint('bold', `==> ${end.unit.name}`)}\n`)
      const foot = Buffer.from(`${told(end, paint)} ${paint('dim', `(${done} of ${total})`)}\n`)
      log.drain(head, foot, put)
    },
  }
}

const colors = ['cyan', 'green', 'yellow', 'blue'] as const

function showLive({ put, paint, total }: Screen): Listener {
  const parts = new Map<Unit, Buffer>()
  let done = 0
  const prefix = (unit: Unit): string => paint(colors[unit.index % colors.length] as 'cyan', `${unit.name} | `)
  const line = (unit: Unit, text: string): void => {
    flush(unit)
    put(Buffer.from(`${prefix(unit)}${text}\n`))
  }
  const flush = (unit: Unit): void => {
    const part = parts.get(unit)
    parts.delete(unit)
    if (part !== undefined && part.length > 0) put(Buffer.concat([Buffer.from(prefix(unit)), part, Buffer.from('\n')]))
  }
  return {
    started: (unit) => line(unit, paint('bold', 'started')),
    step: (unit, name) => line(unit, paint('dim', `$ ${name}`)),
    told: (unit, text) => line(unit, paint('yellow', text)),
    output: (unit, bytes) => {
      const whole = Buffer.concat([parts.get(unit) ?? Buffer.alloc(0), bytes])
      const end = whole.lastIndexOf(10) + 1
      parts.set(unit, Buffer.from(whole.subarray(end)))
      if (end > 0) put(prefixed(whole.subarray(0, end), Buffer.from(prefix(unit))))
    },
    ended: (end) => {
      done += 1
      if (end.result !== null) line(end.unit, `${told(end, paint)} ${paint('dim', `(${done} of ${total})`)}`)
    },
  }
}

function prefixed(lines: Buffer, prefix: Buffer): Buffer {
  const parts: Buffer[] = []
  for (let at = 0; at < lines.length; ) {
    const end = lines.indexOf(10, at) + 1
    parts.push(prefix, lines.subarray(at, end))
    at = end
  }
  return Buffer.concat(parts)
}

function told({ fate, why, result }: UnitEnd, paint: Paint): string {
  const time = result === null ? '' : ` in ${sayTime(result.seconds)}`
  return `${say(fate, paint)}${time}${why === '' ? '' : `: ${why}`}`
}
