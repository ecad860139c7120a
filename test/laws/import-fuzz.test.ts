import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sources } from '../../emitters/index.ts'
import { collect } from '../../src/diagnostics.ts'
import { open } from '../../src/read/open.ts'
import { casesIn, filesIn, projectRoot } from '../harness/case-folder.ts'
import { allVendors } from '../harness/translate-case.ts'

// Whatever stands in a file: no reader throws, every finding has a line, and every key is accounted for.
const readers = [...allVendors.filter(({ read }) => read !== undefined), ...Object.values(sources)]
const hostile = [
  '\0',
  '\u2028',
  '\ud800',
  '\r',
  '\t',
  '__proto__: {a: 1}',
  'constructor: x',
  '&a [*a]',
  '*missing',
  '!reference [a, b]',
  '!!binary x',
  '? {a: b}\n: c',
  '- - - -',
  '{{{{',
  '[[[[',
  '<<: *x',
  '<<: 1',
  '...\n---\n',
  '%YAML 1.1\n---\n',
  '"\\x00"',
  '${{ }}',
  "${{ fromJSON('",
  '`${1}`',
  '*/',
  '.inf',
  '-0',
  '1e999',
  '2024-01-01',
  '~',
  'null',
  'constructor',
  'hasOwnProperty',
  'uses: constructor',
  'x'.repeat(3000),
  '</script>',
  '\ue100x\ue101',
]
const values = [
  'null',
  '[]',
  '{}',
  '1',
  'true',
  'x',
  '[[1], {a: []}]',
  '{x: {y: {z: 1}}}',
  '""',
  '[null]',
  '- ',
  '|\n  a\n   b',
  'constructor',
  '__proto__',
  '!x y',
  '!reference [a, b]',
]

/** A change of a text at a place of it, as parts of one. */
const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  how: fc.constantFrom('cut', 'end', 'insert', 'value', 'twice', 'swap', 'dedent'),
  text: fc.constantFrom(...hostile),
  value: fc.constantFrom(...values),
})

describe.each(readers)('the reader of $id', (vendor) => {
  const samples = samplesOf(vendor.id)

  test('has samples', () => expect(samples.length).toBeGreaterThan(0))

  test('takes whatever stands in a file', async () => {
    const reader = await vendor.read?.()
    if (reader === undefined) throw new Error('no reader')
    fc.assert(
      fc.property(fc.constantFrom(...samples), fc.array(change, { minLength: 1, maxLength: 6 }), (sample, changes) => {
        const text = changes.reduce(changed, sample.text)
        const { report, found } = collect()
        const reading = reader.read([{ path: sample.path, text }], report)
        for (const { origin } of found) expect(origin?.line ?? 1).toBeGreaterThan(0)
        const places = reading.coverage.map(({ path, origin }) => `${path} ${origin.line}:${origin.column}`)
        expect(new Set(places).size).toBe(places.length)
        // A file that gives no story says why.
        if (reading.pipelines.length === 0 && text.trim() !== '') expect([found.length, text]).not.toEqual([0, text])
      }),
      { numRuns: 300 },
    )
  })
})

// Each step of a reader touches a value of the file once or twice, so that what it does grows with the file alone.
test('aliases of aliases, deep values and many keys end at a limit', () => {
  const told = (text: string) => {
    const { report, found } = collect()
    const { documents, coverage } = open([{ path: 'a.yml', text }], { vendor: 'X' }, report)
    coverage()
    return { documents: documents.length, found: found.map(({ code }) => code), line: found[0]?.origin?.line }
  }
  const bomb = ['a0: &a0 [x]', ...Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`)].join(
    '\n',
  )
  expect(told(bomb)).toMatchObject({ documents: 0, found: ['import-unread'] })
  const merges = [
    'a0: &a0 {x: 1}',
    ...Array.from({ length: 2000 }, (_, i) => `a${i + 1}: &a${i + 1} {<<: *a${i}, k${i}: 1}`),
  ]
  expect(told(merges.join('\n')).found).toContain('import-unread')
  expect(told('['.repeat(20_000))).toMatchObject({ documents: 0, found: ['import-unread'] })
  expect(told(`a: ${'{b: '.repeat(150)}1${'}'.repeat(150)}`)).toMatchObject({ documents: 0, found: ['import-unread'] })
  expect(told(`a:\n${'- x\n'.repeat(60_000)}`)).toEqual({ documents: 0, found: ['import-unread'], line: 2 })
  expect(told('--- x\n'.repeat(201))).toEqual({ documents: 0, found: ['import-unread'], line: 201 })
  expect(told('--- x\n'.repeat(200)).documents).toBe(200)
  expect(told('a: 1\nb: \0\n')).toEqual({ documents: 0, found: ['import-unread'], line: 2 })
  expect(told('__proto__: {polluted: 1}\n').documents).toBe(1)
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
})

function samplesOf(id: string): readonly { readonly path: string; readonly text: string }[] {
  const folders = [
    'job.matrix.exclude',
    'job.when.changed',
    'job.services',
    'step.vendor',
    'job.environment.approval',
    'trigger.schedule',
    'value.output',
  ]
  const written = folders.map((name) => `test/features/${name}/${id}`)
  const own = casesIn(`test/import/${id}`).map((name) => `test/import/${id}/${name}/in`)
  return (id in sources ? own : written).flatMap((folder) =>
    [...filesIn(`${projectRoot}/${folder}`)].flatMap(([path, text]) => (/\.ya?ml$/.test(path) ? [{ path, text }] : [])),
  )
}

function changed(
  text: string,
  { at, how, text: inserted, value }: Parameters<Parameters<typeof change.map>[0]>[0],
): string {
  const place = Math.floor(at * text.length)
  const start = text.lastIndexOf('\n', place) + 1
  const end = text.indexOf('\n', place) < 0 ? text.length : text.indexOf('\n', place)
  const line = text.slice(start, end)
  switch (how) {
    case 'cut':
      return text.slice(0, place)
    case 'end':
      return text.slice(0, start) + text.slice(end)
    case 'insert':
      return text.slice(0, place) + inserted + text.slice(place)
    case 'value':
      return text.slice(0, start) + line.replace(/:.*$/, `: ${value}`) + text.slice(end)
    case 'twice':
      return `${text.slice(0, end)}\n${line}${text.slice(end)}`
    case 'swap':
      return text.slice(0, start) + line.replace(/^(\s*)[\w-]+:/, `$1${inserted}:`) + text.slice(end)
    default:
      return text.slice(0, start) + line.trimStart() + text.slice(end)
  }
}
