import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { painter } from '../../src/cli/paint.ts'
import { rateAll, rateStory } from '../../src/cli/rate.ts'
import { writeTable } from '../../src/cli/table.ts'
import { shownVendors, tellLevels, tellWords } from '../../src/cli/tell-targets.ts'
import { roomIn, wrap } from '../../src/cli/wrap.ts'
import { featureIds } from '../../src/features.ts'
import { casesIn, projectRoot } from '../harness/case-folder.ts'
import { allVendors, gatherCase } from '../harness/translate-case.ts'

const paint = painter(false)
const folders = ['test/features', 'examples'].flatMap((base) => casesIn(base).map((name) => `${base}/${name}`))
const mains = allVendors.filter(({ variantOf }) => variantOf === undefined)

const squeeze = (text: string) => text.replaceAll(/\s+/g, '')

test.each([80, 100])('what vendors make of a story fits in %i columns, and no word of it is missing', async (width) => {
  for (const folder of folders) {
    for (const pipeline of (await gatherCase(join(projectRoot, folder))).pipelines) {
      const rows = rateStory(pipeline, allVendors)
      const levels = tellLevels(rows, mains, { width, verbose: true, paint })
      const words = tellWords(rows, allVendors, { width, verbose: true, paint })
      for (const line of `${levels}${words}`.split('\n'))
        expect({ folder, line, fits: line.length <= width }).toEqual({ folder, line, fits: true })
      const flat = squeeze(words)
      for (const { feature, vendors } of rows) {
        expect(levels).toContain(feature)
        for (const { level, text, uses } of Object.values(vendors))
          if (level !== 'native') for (const part of [feature, text, ...uses]) expect(flat).toContain(squeeze(part))
      }
    }
  }
})

test('the verdicts of the vendors stand side by side, one line a row', () => {
  const rows = rateAll(allVendors)
  const lines = tellLevels(rows, mains, { width: 80, verbose: false, paint }).trimEnd().split('\n')
  expect(lines[0]?.trim().split(/ +/)).toEqual(mains.map(({ id }) => id))
  expect(lines.slice(1).map((line) => line.split(' ')[0])).toEqual(featureIds)
  for (const line of lines.slice(1)) expect(line.trim().split(/ +/)).toHaveLength(mains.length + 1)
})

test('another form of a vendor is shown only where it is named', () => {
  const shown = (targets: readonly string[], named: boolean) =>
    shownVendors(allVendors, targets, named).map(({ id }) => id)
  const variants = allVendors.filter(({ variantOf }) => variantOf !== undefined).map(({ id }) => id)
  expect(variants).toContain('tekton-plain')
  expect(shown([], false)).toEqual(mains.map(({ id }) => id))
  expect(shown(['tekton-plain'], false)).toEqual(
    allVendors.map(({ id }) => id).filter((id) => !variants.includes(id) || id === 'tekton-plain'),
  )
  expect(shown([], true)).toEqual(allVendors.map(({ id }) => id))
})

test('however many vendors there are, the table fits', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z]{3,9}(-[a-z]{3,6})?$/), { minLength: 1, maxLength: 14 }),
      fc.integer({ min: 80, max: 100 }),
      (columns, width) => {
        const rows = featureIds.map((name) => ({ name, levels: columns.map(() => 'degraded' as const) }))
        const text = writeTable(columns, rows, width, paint)
        for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(width)
        expect(text.match(/degraded/g)).toHaveLength(columns.length * rows.length)
      },
    ),
    { numRuns: 20 },
  )
})

test('words go on below, and none is cut', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^\S{1,200}$/)), (words) => {
      const lines = wrap('  level     ', words.join(' '), 12, 80)
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(80)
      expect(lines.join(' ').split(/\s+/).filter(Boolean)).toEqual([
        'level',
        ...words.flatMap((word) => word.split(/\s+/)),
      ])
    }),
  )
})

test('a wide terminal gets up to 100 columns', () => {
  expect([undefined, 40, 80, 90, 200].map(roomIn)).toEqual([80, 80, 80, 90, 100])
})

test('many places are counted, and named when asked', () => {
  const uses = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((job) => `job '${job}'`)
  const vendor = allVendors[0]!
  const told = (count: number, verbose: boolean) => {
    const answer = { level: 'degraded' as const, text: 'left out', docs: '', uses: uses.slice(0, count) }
    const row = { feature: 'job.caches' as const, title: 'cache', vendors: { [vendor.id]: answer } }
    return tellWords([row], [vendor], { width: 100, verbose, paint }).replaceAll(/\s+/g, ' ')
  }
  expect(told(6, false)).toContain("'e', job 'f')")
  expect(told(7, false)).toContain("job 'e' and 2 more; --verbose names them)")
  expect(told(7, true)).toContain("'f', job 'g')")
})
