import {
  betweenJobs,
  type Constant,
  constantPattern,
  constantRef,
  type Desk,
  isWorthAName,
  sharedPattern,
} from './desk.ts'

/** The statements of the file: what it imports, its constants in an order in which each comes before its use, and the story. */
export function settle(head: string, story: string, desk: Desk): readonly string[] {
  const placed = shareParts(story, desk)
  const { constants } = placed
  const done = new Set<string>()
  const order: Constant[] = []
  const visit = (one: Constant): void => {
    if (done.has(one.name)) return
    done.add(one.name)
    for (const [, name = ''] of one.code.matchAll(constantPattern)) {
      const needed = constants.get(name)
      if (needed !== undefined) visit(needed)
    }
    order.push(one)
  }
  for (const kind of ['secret', 'trigger', 'environment', 'service', 'job'] as const)
    for (const one of constants.values()) if (one.kind === kind) visit(one)
  for (const one of constants.values()) visit(one)
  const names = [...desk.imports].sort((a, b) => (bare(a) < bare(b) ? -1 : 1))
  const lines = order.map((one, index) => {
    const before = order[index - 1]
    const apart =
      before === undefined ||
      before.kind !== one.kind ||
      one.kind === 'job' ||
      one.kind === 'function' ||
      one.comment !== ''
    const areJobs = before?.kind === 'job' && one.kind === 'job' && one.comment === ''
    return `${areJobs ? betweenJobs : apart ? '\n' : ''}${one.comment}const ${one.name} = ${one.code}\n`
  })
  const statements = [`${head}import { ${names.join(', ')} } from 'pipegen'\n`, ...lines, `\n${placed.story}`]
  return statements.map((one) => one.replaceAll(shorthand, '$1').replaceAll(constantPattern, '$1'))
}

// A key that is called like the constant behind it.
const shorthand = /(?<=[{,] )([\w$]+): \ue100\1\ue101/g

function bare(name: string): string {
  return name.replace('type ', '').toLowerCase()
}

interface Placed {
  readonly story: string
  readonly constants: ReadonlyMap<string, Constant>
}

// A part that stands in several places becomes a constant; the larger ones first, for they hold the smaller ones.
function shareParts(story: string, desk: Desk): Placed {
  const parts = [...desk.shared].sort(([, a], [, b]) => b.code.length - a.code.length)
  const counts = new Map<string, number>()
  const count = (text: string, times: number): void => {
    for (const [key] of text.matchAll(sharedPattern)) counts.set(key, (counts.get(key) ?? 0) + times)
  }
  count(story, 1)
  for (const { code } of desk.constants.values()) count(code, 1)
  const made = new Map<string, string>()
  const constants = new Map(desk.constants)
  for (const [key, { hint, code }] of parts) {
    const times = counts.get(key) ?? 0
    if (!isWorthAName(desk, code, times)) {
      count(code, times)
      made.set(key, code)
      continue
    }
    count(code, 1)
    const name = desk.names.free(hint, 'part')
    made.set(key, constantRef(name))
    const [, comment = '', bare = code] = /^((?:\/\/.*\n)*)([\s\S]*)$/.exec(code) ?? []
    constants.set(name, { name, code: /^[[{]/.test(bare) ? `${bare} as const` : bare, kind: 'shared', comment })
  }
  const filled = (text: string): string => text.replaceAll(sharedPattern, (key) => filled(made.get(key) ?? ''))
  return {
    story: filled(story),
    constants: new Map([...constants].map(([name, one]) => [name, { ...one, code: filled(one.code) }])),
  }
}
