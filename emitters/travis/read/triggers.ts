import { notOf, yes } from '../../../src/condition/build.ts'
import type { Report } from '../../../src/diagnostics.ts'
import type { Condition, Trigger } from '../../../src/ir.ts'
import type { Cursor } from '../../../src/read/cursor.ts'
import { patternsOfRegex } from '../../../src/regex-patterns.ts'
import { itemsOf, lose } from './context.ts'

/** What starts builds, and what must hold of them beside. */
export interface Starts {
  readonly triggers: readonly Trigger[]
  readonly condition: Condition
}

/** `branches`, which names tags too: https://docs.travis-ci.com/user/customizing-the-build/#building-specific-branches */
export function readTriggers(root: Cursor, conditions: string, report: Report): Starts {
  const branches = root.look('branches')
  const isMap = branches?.kind === 'map'
  const only = namesOf(isMap ? branches.look('only') : branches, 'only', report)
  const except = namesOf(isMap ? branches.look('except') : undefined, 'except', report)
  branches?.mark('carried')
  const origin = branches?.origin ?? root.origin
  // A list of names without a gap in them is one of branches; tags come through by their pattern alone.
  const tags = only.length === 0 ? ['**'] : only.filter((name) => name.includes('*'))
  const triggers: Trigger[] = [
    { kind: 'push', branches: only, ignoreBranches: only.length > 0 ? [] : except, paths: [], ignorePaths: [], origin },
    ...(tags.length === 0
      ? []
      : [
          {
            kind: 'tag',
            tags,
            ignoreTags: only.length > 0 ? [] : except.filter((name) => name.includes('*')),
            origin,
          } as const,
        ]),
    { kind: 'pullRequest', branches: only, paths: [], ignorePaths: [], origin },
  ]
  if (/\bcron\b/.test(conditions)) {
    triggers.push({ kind: 'schedule', name: 'cron', cron: '0 3 * * *', timeZone: 'UTC', origin: root.origin })
    report('import-approximate', root.origin, {
      address: 'the cron jobs',
      from: 'what the settings of the repository say',
      to: '0 3 * * *',
      why: 'the file does not hold when they start',
    })
  }
  if (/\bapi\b/.test(conditions)) triggers.push({ kind: 'manual', inputs: [], origin: root.origin })
  const condition = except.length === 0 || only.length > 0 ? yes : notOf({ test: 'targetBranch', patterns: except })
  return { triggers, condition }
}

function namesOf(list: Cursor | undefined, how: 'only' | 'except', report: Report): readonly string[] {
  return itemsOf(list).flatMap((item): readonly string[] => {
    const text = (item.text() ?? '').trim()
    const [, source, flags] = /^\/(.*)\/([a-z]*)$/.exec(text) ?? []
    item.mark('carried')
    if (source === undefined) return text === '' ? [] : [text]
    const found = flags === '' ? patternsOfRegex(source) : undefined
    if (found === undefined || (found.wider && how === 'except')) {
      lose(item, 'no pattern of a story lets through what this regular expression does', report, 'safety')
      return []
    }
    if (found.wider)
      report('import-approximate', item.origin, {
        address: item.address,
        from: text,
        to: found.patterns.join(', '),
        why: 'a story has patterns and no regular expressions',
      })
    return found.patterns
  })
}
