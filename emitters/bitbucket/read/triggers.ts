import type { Input, Trigger } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import { textOf, textsOf } from '../../../src/yaml/look.ts'
import { type Path, patternsOf, type Section } from './sections.ts'

/** What starts the sections of a story. */
export function triggersOf(sections: readonly Section[], at: (path: Path) => Origin): readonly Trigger[] {
  const of = (kind: Section['kind']) => sections.filter((section) => section.kind === kind)
  const origin = at(sections[0]?.path ?? ['pipelines'])
  const names = (kind: 'branches' | 'tags') => of(kind).flatMap(({ name }) => patternsOf(name))
  const all = of('default').length > 0
  const anyPaths = { paths: [], ignorePaths: [], origin }
  const pulls = of('pull-requests')
  const targets = pulls.flatMap(({ target }) => (target === undefined ? [] : patternsOf(target)))
  return [
    ...(all || of('branches').length > 0
      ? [{ kind: 'push' as const, branches: all ? [] : names('branches'), ignoreBranches: [], ...anyPaths }]
      : []),
    ...(of('tags').length > 0 ? [{ kind: 'tag' as const, tags: names('tags'), ignoreTags: [], origin }] : []),
    ...(pulls.length > 0
      ? [
          {
            kind: 'pullRequest' as const,
            branches: pulls.every(({ target }) => target !== undefined) ? [...new Set(targets)] : [],
            ...anyPaths,
          },
        ]
      : []),
    ...of('custom').map((section) => ({ kind: 'manual' as const, inputs: inputsOf(section, at), origin })),
  ]
}

function inputsOf({ variables, path }: Section, at: (path: Path) => Origin): readonly Input[] {
  const seen = new Set<string>()
  const origin = at(path)
  return variables.flatMap((data): readonly Input[] => {
    const name = textOf(data.name ?? null) ?? ''
    if (!/^[A-Za-z_]\w*$/.test(name) || seen.has(name.toLowerCase())) return []
    seen.add(name.toLowerCase())
    const options = [...new Set(textsOf(data['allowed-values'] ?? null))]
    const preset = textOf(data.default ?? null) ?? ''
    return [
      {
        name,
        type: options.length > 0 ? 'choice' : 'string',
        options,
        default: options.length > 0 && !options.includes(preset) ? (options[0] ?? '') : preset,
        description: textOf(data.description ?? null) ?? '',
        origin,
      },
    ]
  })
}
