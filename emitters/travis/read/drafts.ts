import { allOf, isNo } from '../../../src/condition/build.ts'
import type { Report } from '../../../src/diagnostics.ts'
import type { Condition } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import type { Cursor } from '../../../src/read/cursor.ts'
import { title } from '../title.ts'
import { readCondition } from './condition.ts'
import { itemsOf, type RawJob } from './context.ts'
import { globalOf, type Row, readRows } from './env.ts'
import { expand, fits } from './expand.ts'
import type { Draft } from './job.ts'
import { expandKeys } from './languages.ts'
import { type Machine, machineOf } from './machine.ts'
import { cellOf, matrixOf } from './partition.ts'

/** A job with its stage and the words for it. */
export interface StagedDraft extends Draft {
  /** In lower case. */
  readonly stage: string
  readonly label: string
  readonly name: string | undefined
  readonly origin: Origin
}

interface Stage {
  readonly name: string
  readonly origin: Origin
  readonly condition: Cursor | undefined
}

interface One {
  readonly raw: RawJob
  readonly machine: Machine
  readonly row: Row
  readonly stage: string
  readonly allowFailure: boolean
  readonly condition: Condition
}

/** The jobs of a file, those that differ in a matrix alone as one; stages in their order; all conditions of the file. */
export function draftsOf(
  root: Cursor,
  change: (raw: RawJob) => RawJob,
  report: Report,
): { readonly stages: readonly Stage[]; readonly drafts: readonly StagedDraft[]; readonly conditions: string } {
  const raws = expand(root).map(change)
  const matrix = root.look('jobs') ?? root.look('matrix')
  const allowed =
    matrix?.kind === 'map' ? itemsOf(matrix.look('allow_failures')).filter(({ kind }) => kind === 'map') : []
  const named = itemsOf(root.look('stages')).map((item): Stage => {
    const name = item.kind === 'map' ? item.look('name')?.text() : item.text()
    return { name: name ?? 'test', origin: item.origin, condition: item.kind === 'map' ? item.look('if') : undefined }
  })
  const stages = [...named]
  let current = 'test'
  const texts: string[] = []
  const told = new Set<Cursor>()
  const conditionOf = (at: Cursor | undefined, raw: RawJob, row: Row): Condition => {
    const text = at?.text()
    if (at === undefined || text === undefined) return { test: 'true' }
    texts.push(text)
    at.mark('carried')
    const attributes = Object.fromEntries(
      ['os', 'dist', 'language', 'sudo', 'group'].map((key) => [key, (raw.axes.get(key) ?? raw.keys.get(key))?.text()]),
    )
    const env = new Map(
      row.env.flatMap(({ name, value }) =>
        value.every((part) => typeof part === 'string') ? [[name, value.join('')] as const] : [],
      ),
    )
    const found = readCondition(text, { attributes: { ...attributes, os: attributes.os ?? 'linux' }, env })
    const isNew = !told.has(at)
    told.add(at)
    if ('why' in found) {
      if (isNew) report('import-lost-safety', at.origin, { vendor: title, address: at.address, why: found.why })
      at.mark('lost')
      return { test: 'true' }
    }
    if (isNew)
      for (const { from, to } of found.wider)
        report('import-approximate', at.origin, {
          address: at.address,
          from,
          to,
          why: 'a story has patterns and no regular expressions',
        })
    return found.condition
  }
  const global = globalOf(root.look('env'))
  const ones = raws.flatMap((raw): readonly One[] => {
    const env = raw.axes.get('env')
    const row = readRows([...global, ...(env === undefined ? [] : [env])])
    const own = raw.included?.look('stage')?.text()
    if (raw.included !== undefined && own !== undefined) current = own
    const stage = raw.included === undefined ? 'test' : current
    if (!stages.some(({ name }) => name.toLowerCase() === stage.toLowerCase()))
      stages.push({ name: stage, origin: raw.included?.look('stage')?.origin ?? root.origin, condition: undefined })
    const machine = machineOf(raw, report)
    if (machine === undefined) return []
    const ofStage = stages.find(({ name }) => name.toLowerCase() === stage.toLowerCase())?.condition
    const condition = allOf([root.look('if'), ofStage, raw.included?.look('if')].map((at) => conditionOf(at, raw, row)))
    if (isNo(condition)) return []
    const allowFailure = allowed.some((one) => fits(one, raw)) || raw.keys.get('allow_failure')?.data === true
    return [{ raw, machine, row, stage: stage.toLowerCase(), allowFailure, condition }]
  })
  return { stages, drafts: joined(ones, root), conditions: texts.join('\n') }
}

// Jobs with the same steps, stage and variables are cells of one matrix.
function joined(ones: readonly One[], root: Cursor): readonly StagedDraft[] {
  const groups = new Map<string, One[]>()
  for (const [index, one] of ones.entries()) {
    const key = isPlain(one.raw)
      ? JSON.stringify([
          one.stage,
          one.allowFailure,
          one.condition,
          one.machine.language,
          one.row.env
            .map(({ name, value }) => (value.every((part) => typeof part === 'string') ? name : [name, value]))
            .sort(),
          one.row.shell,
          one.raw.axes.has('compiler'),
          one.machine.known?.image !== undefined && one.machine.os,
        ])
      : String(index)
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()].map((group): StagedDraft => {
    const [first] = group as [One]
    const cells = group.map(({ raw, machine, row }) => cellOf(machine, row.env, furtherOf(raw)))
    const origin = first.raw.included?.origin ?? root.look('script')?.origin ?? root.origin
    const matrix = matrixOf(cells, origin)
    const name = group.length === 1 ? first.raw.included?.look('name')?.text()?.trim() : undefined
    return { ...first, cells, matrix, origin, name, label: name ?? labelOf(first, matrix !== null) }
  })
}

// Keys that change nothing of what a job does elsewhere.
const idle = new Set(['stage', 'dist', 'sudo', 'group', 'osx_image'])

function isPlain({ included }: RawJob): boolean {
  return included === undefined || included.keys.every((key) => idle.has(key) || expandKeys.includes(key))
}

function furtherOf(raw: RawJob): ReadonlyMap<string, string> {
  const [compiler, gemfile] = [raw.axes.get('compiler')?.text(), raw.axes.get('gemfile')?.text()]
  return new Map([
    ...(compiler === undefined ? [] : [['CC', compiler] as const]),
    ...(gemfile === undefined ? [] : [['BUNDLE_GEMFILE', gemfile] as const]),
  ])
}

function labelOf({ stage, raw, row, allowFailure, machine }: One, isMatrix: boolean): string {
  const env = raw.axes.get('env')
  const own = env === undefined || raw.included === undefined ? [] : readRows([env]).env
  const texts = own.flatMap(({ value }) => (value.every((part) => typeof part === 'string') ? value : []))
  const end = allowFailure ? '-may-fail' : ''
  if (isMatrix || raw.included === undefined || row.env.length > 40) return `${stage}${end}`
  if (texts.length > 0 && texts.join('-').length <= 30) return texts.join('-')
  return machine.os === 'linux' ? `${stage}${end}` : `${stage}-${machine.os}${end}`
}
