import { createRequire } from 'node:module'
import { vendors } from '../../emitters/index.ts'
import type { Rule } from '../diagnostics/rule.ts'
import { type Code, rules } from '../diagnostics.ts'
import { type FeatureId, featureIds, featureOf } from '../features.ts'
import { near } from '../near.ts'
import type { Vendor } from '../vendor.ts'
import { exit, type Io } from './command.ts'
import { misuse, readOptions } from './options.ts'
import { type Paint, painter } from './paint.ts'

/** The text of `pipegen explain --help`. */
export const help = `  pipegen explain need-cycle       what a finding means, and the smallest story that shows it
  pipegen explain job.matrix       what each vendor makes of a feature

Usage: pipegen explain CODE|FEATURE

The code of a finding stands in brackets at its end. Features are the rows of: pipegen targets
`

/** Explains a code or a feature. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  const given = readOptions('explain', args, {}, io)
  if (given === undefined) return exit.world
  const [word, ...more] = given.names
  const paint = painter(io.color)
  if (word === undefined || more.length > 0)
    io.err(misuse('explain', word === undefined ? 'name a code or a feature' : 'name one code or feature'))
  else if (Object.hasOwn(rules, word)) io.out(explainCode(word as Code, paint))
  else if (featureIds.some((id) => id === word)) io.out(explainFeature(word as FeatureId, paint))
  else {
    const meant = near(word, [...Object.keys(rules), ...featureIds])
    const inside = featureIds.filter((id) => id.startsWith(`${word}.`))
    const hint =
      meant !== undefined ? `; did you mean '${meant}'?` : inside.length > 0 ? `; there is ${inside.join(', ')}` : ''
    io.err(misuse('explain', `there is no code and no feature '${word}'${hint}`))
    return exit.world
  }
  return word === undefined || more.length > 0 ? exit.world : exit.fine
}

function explainCode(code: Code, paint: Paint): string {
  const rule = rules[code] as unknown as Rule<unknown>
  const params = placeholders()
  const help = rule.help?.(params)
  const story = smallestStories()[code]
  return [
    `${paint('bold', code)} (${rule.severity})\n`,
    `  ${rule.message(params)}\n`,
    ...(help === undefined ? [] : [`  help: ${help}\n`]),
    ...(story === undefined
      ? []
      : [
          '\nThe smallest story that shows it:\n\n',
          ...story
            .trimEnd()
            .split('\n')
            .map((line) => `  ${line}`.trimEnd() + '\n'),
        ]),
  ].join('')
}

function explainFeature(id: FeatureId, paint: Paint): string {
  const { title, safety } = featureOf(id)
  const all: readonly Vendor[] = Object.values(vendors)
  return [
    `${paint('bold', id)}: ${title}\n`,
    ...(safety === true ? ['  Anything less than the exact meaning is an error.\n'] : []),
    ...all.map(({ title: vendor, capabilities }) => {
      const { level, text, docs } = capabilities[id]
      return `\n${vendor}: ${level}${text === '' ? '' : `: ${text}`}\n${docs === '' ? '' : `  ${docs}\n`}`
    }),
  ].join('')
}

// Every parameter reads as `<its name>`, be it a text or a list.
function placeholders(): unknown {
  return new Proxy({}, { get: (_, name) => Object.assign([`<${String(name)}>`], { startsWith: () => false }) })
}

function smallestStories(): Readonly<Record<string, string>> {
  try {
    return createRequire(import.meta.url)('./explain.json') as Readonly<Record<string, string>>
  } catch {
    return {}
  }
}
