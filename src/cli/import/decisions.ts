import { type Code, type Params, type Report, rules } from '../../diagnostics.ts'
import type { Bundle } from '../../load/bundle.ts'
import { locate } from '../../load/locate.ts'
import type { Origin } from '../../origin.ts'
import { wrap } from '../wrap.ts'
import type { Showing } from './tell-import.ts'

/** Something that an import leaves to people, with all places that it concerns. */
export interface Decision {
  readonly code: Code
  readonly text: string
  readonly help: string | undefined
  readonly places: readonly { readonly address: string; readonly origin: Origin | null }[]
}

interface Said {
  readonly address: string
  readonly text: string
}

const lost = ({ address, why }: Params<'import-lost'>): Said => ({ address, text: why })
const differs = ({ address, was, is }: Params<'import-differs'>): Said => ({
  address: `${address}: ${was}, then ${is}`,
  text: 'written back, it is something else',
})

// The words of a row end with where it is used.
const row = ({ vendor, feature, text }: Params<'feature-refused'>, has: string): Said => {
  const [, what = feature, use = ''] = /^(.*?) \((.*)\)$/.exec(feature) ?? []
  return { address: use, text: `${vendor} ${has} ${what}: ${text}` }
}

// The words that several findings share, apart from the place that each is of; what weighs most comes first.
const words: { readonly [C in Code]?: (params: Params<C>) => Said } = {
  'import-lost-safety': lost,
  'import-differs-safety': differs,
  'feature-refused': (params) => row(params, 'has no'),
  'feature-degraded': (params) => row(params, 'does less than the story says:'),
  'import-unfinished': ({ what, vendor, until }) => ({
    address: what,
    text: `not written for ${vendor} yet: ${until}`,
  }),
  'import-passed-over': ({ address }) => ({ address, text: 'pipegen does not know it' }),
  'import-lost': lost,
  'import-differs': differs,
  'raw-elsewhere': ({ vendor, others }) => ({
    address: '',
    text: `what stands in the story as ${vendor} writes it does nothing on ${others.join(', ')}`,
  }),
  'import-approximate': ({ address, from, to, why }) => ({ address, text: `'${from}' became '${to}': ${why}` }),
}

const labels: { readonly [C in Code]?: string } = {
  'import-lost-safety': 'lost',
  'import-differs-safety': 'differs',
  'feature-refused': 'refused',
  'feature-degraded': 'less',
  'import-unfinished': 'open',
  'import-passed-over': 'unknown',
  'import-lost': 'lost',
  'import-differs': 'differs',
  'raw-elsewhere': 'raw',
  'import-approximate': 'changed',
}

/** The codes whose findings are told together. */
export const decisionCodes: ReadonlySet<Code> = new Set(Object.keys(words) as Code[])

/** A report that keeps what is left to people, those with the same words together. */
export function watchDecisions(report: Report): {
  readonly report: Report
  readonly decisions: () => readonly Decision[]
} {
  const found = new Map<string, Decision & { readonly places: Decision['places'][number][] }>()
  const watch: Report = (code, at, params, docs) => {
    const said = words[code]?.(params)
    if (said !== undefined) {
      const key = `${code} ${said.text}`
      const places = found.get(key)?.places ?? []
      places.push({ address: said.address, origin: at })
      const help = (rules[code].help as ((given: typeof params) => string | undefined) | undefined)?.(params)
      found.set(key, { code, text: said.text, help, places })
    }
    report(code, at, params, docs)
  }
  const order = [...decisionCodes]
  const decisions = (): readonly Decision[] =>
    [...found.values()].sort((a, b) => order.indexOf(a.code) - order.indexOf(b.code))
  return { report: watch, decisions }
}

const indent = 10
const start = ' '.repeat(indent)
const most = 4
const styles = { error: 'red', warning: 'yellow', note: 'blue' } as const

/** What is left to people, for a terminal. */
export function tellDecisions(
  decisions: readonly Decision[],
  bundles: readonly Bundle[],
  { width, paint }: Pick<Showing, 'width' | 'paint'>,
): string {
  if (decisions.length === 0) return ''
  const helped = new Set<string>()
  const lines = decisions.flatMap((decision) => {
    const { code, text, help } = decision
    const label = (labels[code] ?? code).padEnd(indent - 2)
    const [head = '', ...more] = wrap(start, text, indent, width)
    const isNew = help !== undefined && !helped.has(help)
    if (isNew) helped.add(help)
    return [
      `  ${paint(styles[rules[code].severity], label)}${head.slice(indent)}`,
      ...more,
      ...placesOf(decision, bundles, width),
      ...(isNew ? helpOf(help, width) : []),
    ]
  })
  return `\n${paint('bold', 'What is left to you')}\n${lines.map((line) => `${line}\n`).join('')}`
}

// What can be copied into a story stays in one line.
function helpOf(help: string, width: number): readonly string[] {
  const [words = '', code] = help.split(/(?<=:) (?=accept: \{)/)
  return [...wrap(start, `help: ${words}`, indent, width), ...(code === undefined ? [] : [`${start}  ${code}`])]
}

// Each with its address; those of one file without any in one line.
function placesOf({ places }: Decision, bundles: readonly Bundle[], width: number): readonly string[] {
  const located = places.map(({ address, origin }) => ({
    address,
    at: origin === null ? undefined : locate(origin, bundles),
  }))
  if (places.some(({ address }) => address !== '')) {
    const shown = located.slice(0, most).flatMap(({ address, at }) => {
      const place = at === undefined ? '' : `${at.file}:${at.line}  `
      return wrap(`${start}${place}`, shortened(address, 160), indent + 2, width)
    })
    const left = places.length - most
    return left > 0 ? [...shown, `${start}and ${left} more (--verbose shows them)`] : shown
  }
  const files = new Map<string, Set<number>>()
  for (const { at } of located) if (at !== undefined) files.set(at.file, (files.get(at.file) ?? new Set()).add(at.line))
  return [...files].flatMap(([file, lines]) =>
    wrap(`${start}${file}:`, [...lines].sort((a, b) => a - b).join(', '), indent + 2, width),
  )
}

function shortened(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 3)}...` : text
}
