import { join } from 'node:path'
import { expect, test } from 'vitest'
import { read } from '../../emitters/tekton/read/index.ts'
import { patternsIn } from '../../emitters/tekton/read/patterns.ts'
import { regex } from '../../emitters/tekton/triggers.ts'
import { collect } from '../../src/diagnostics.ts'
import type { Pipeline } from '../../src/ir.ts'
import { casesIn, filesIn, projectRoot } from '../harness/case-folder.ts'

function readFolder(folder: string): readonly Pipeline[] {
  const files = [...filesIn(folder)].filter(([path]) => path.endsWith('.yaml'))
  return read(
    files.map(([path, text]) => ({ path, text })),
    collect().report,
  ).pipelines
}

const bare = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (key, one) => (key === 'origin' ? 0 : one)))

// What starts a run by a web hook, and what it does, without what the objects around it are called.
const told = (pipelines: readonly Pipeline[]) =>
  pipelines
    .filter(({ triggers }) => triggers.some(({ kind }) => ['push', 'tag', 'pullRequest'].includes(kind)))
    .map(({ name, triggers, jobs }) => ({
      name,
      triggers: bare(triggers),
      jobs: jobs.map(({ id, name: title, steps, container, timeoutMinutes }) =>
        bare({ id, title, steps, container, timeoutMinutes }),
      ),
    }))
    .sort((one, other) => (one.name < other.name ? -1 : 1))

const examples = casesIn('examples').map((name) => join(projectRoot, 'examples', name))

// The other vendor's files may have runs that the first has in another form.
const inBoth = (example: string) => {
  const [plain, asCode] = [told(readFolder(join(example, 'tekton-plain'))), told(readFolder(join(example, 'tekton')))]
  return plain.flatMap((one) => asCode.filter(({ name }) => name === one.name).map((other) => [one, other] as const))
}

test.each(examples)('plain Tekton and Pipelines-as-Code give equal stories: %s', (example) => {
  for (const [plain, asCode] of inBoth(example)) expect(plain).toEqual(asCode)
})

test('there are such examples', () => {
  expect(examples.flatMap(inBoth).length).toBeGreaterThan(2)
})

test.each([['main'], ['main', 'release/*'], ['**/x.md', 'docs/**'], ['refs/tags/v*']])(
  'a regular expression of patterns is read as these: %s %s',
  (...patterns) => {
    expect(patternsIn(regex(patterns))).toEqual(patterns)
  },
)

test('of other regular expressions only the open ones are patterns', () => {
  expect(patternsIn('^refs/heads/main')).toEqual(['refs/heads/main**'])
  for (const other of ['main', '^[0-9]+$', '^(a|b)c$', '^a{2}$', '^(a|(b|c))$'])
    expect(patternsIn(other)).toBeUndefined()
})
