import type { PlanEvent } from '../../../src/plan/event.ts'
import type { DataMap } from '../../../src/yaml/data.ts'
import { mapOf, textOf } from '../../../src/yaml/look.ts'
import { holdsExpression, type Scope } from './expression.ts'
import type { Facts } from './facts.ts'
import { matchesGlob } from './glob.ts'

const prefix = 'pipelinesascode.tekton.dev/'

/**
 * Whether the annotations of a run match an event. An expression counts alone; of lists both the event and the branch
 * must match, and the paths where there are some.
 *
 * @see https://pipelinesascode.com/docs/guides/event-matching/
 */
export function isMatched(metadata: DataMap, event: PlanEvent, facts: Facts, scope: Scope): boolean {
  const annotations = mapOf(metadata.annotations)
  const told = (name: string): string | undefined => textOf(annotations[`${prefix}${name}`])
  const expression = told('on-cel-expression')
  if (expression !== undefined)
    return holdsExpression(withPaths(expression), { ...scope, __changed: event.changed ?? [] })
  const [events, branches] = [told('on-event'), told('on-target-branch')]
  if (events === undefined || branches === undefined) return false
  if (!listIn(events).includes(facts.get('event') ?? '')) return false
  if (!listIn(branches).some((pattern) => isBranch(pattern, facts.get('target_branch') ?? ''))) return false
  const { changed } = event
  if (changed === null) return true
  const [paths, ignored] = [told('on-path-change'), told('on-path-change-ignore')]
  const among = (list: string, file: string): boolean => listIn(list).some((glob) => matchesGlob(glob, file))
  if (ignored !== undefined && changed.some((file) => among(ignored, file))) return false
  return paths === undefined || changed.some((file) => among(paths, file))
}

// A text in brackets, parted by commas; a comma inside of a value is written `&#44;`.
function listIn(text: string): readonly string[] {
  const inner = /^\s*\[(.*)\]\s*$/s.exec(text)?.[1]
  const parts = inner === undefined ? [text] : inner.split(',')
  return parts.map((part) =>
    part
      .trim()
      .replace(/^(["'])(.*)\1$/s, '$2')
      .replaceAll('&#44;', ','),
  )
}

// A name without a prefix is that of a branch, so that `**` matches no tag.
function isBranch(pattern: string, name: string): boolean {
  const whole = (text: string): string => (/^refs\/(?:heads|tags)\//.test(text) ? text : `refs/heads/${text}`)
  return matchesGlob(whole(pattern), whole(name))
}

// "docs/*".pathChanged() asks whether one of the files matches.
function withPaths(expression: string): string {
  return expression.replaceAll(
    /("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\.pathChanged\(\)/g,
    (_, quoted: string) => `__changed.exists(file, pathMatches(file, ${quoted}))`,
  )
}
