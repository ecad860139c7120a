import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { verdicts } from '../src/check.ts'
import { type FeatureId, featureIds, featureOf } from '../src/features.ts'
import type { Pipeline } from '../src/ir.ts'
import type { Level } from '../src/vendor.ts'
import { casesIn, projectRoot } from './harness/case-folder.ts'
import { readExpected } from './harness/expect-files.ts'
import { allVendors, gatherCase } from './harness/translate-case.ts'

const folderOf = (id: string) => join(projectRoot, 'test/features', id)
const pipelines = new Map<string, Pipeline>()

beforeAll(async () => {
  for (const id of casesIn('test/features')) {
    const { pipelines: own } = await gatherCase(folderOf(id))
    for (const pipeline of own) pipelines.set(id, pipeline)
  }
})

test('every row has a folder, and every folder a row', () => {
  expect(casesIn('test/features')).toEqual([...featureIds].sort())
})

test('every row has a title of its own', () => {
  const titles = featureIds.map((id) => featureOf(id).title)
  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([])
})

test('the story of a row uses the row', () => {
  expect(featureIds.filter((id) => uses(id).length === 0)).toEqual([])
})

describe.each(allVendors)('$id', (vendor) => {
  test.each(featureIds)('%s', (id) => {
    const pipeline = pipelines.get(id)
    if (pipeline === undefined) throw new Error('the story does not compile')
    const own = verdicts(pipeline, vendor).filter((verdict) => verdict.feature === id)
    const findings = readExpected(join(folderOf(id), `${vendor.id}.txt`))
    const told = tellings(findings, id)

    expect(told).toEqual([...new Set(own.map(({ cell }) => codes[cell.level]))].filter((code) => code !== '').sort())
    expect(existsSync(join(folderOf(id), vendor.id))).toBe(!/^error /m.test(findings))
    // The smallest story of a row shows what the table says of the row, unless the vendor answers each use by itself.
    const { level, refine } = vendor.capabilities[id]
    if (refine === undefined) expect(own.map(({ cell }) => cell.level)).toContain(levelOf(level, id))
  })
})

function uses(id: FeatureId) {
  const pipeline = pipelines.get(id)
  return pipeline === undefined ? [] : featureOf(id).find(pipeline)
}

// What a text of findings tells of a row: severities and codes, each once.
function tellings(findings: string, id: FeatureId): readonly string[] {
  const blocks = findings.split(/^(?=\w+ [a-z-]+ )/m)
  const words = [`: ${featureOf(id).title} (`, ` has no ${featureOf(id).title} (`]
  const own = blocks.filter((block) => words.some((word) => block.includes(word)))
  return [...new Set(own.map((block) => block.split(' ').slice(0, 2).join(' ')))].sort()
}

function levelOf(level: Level, id: FeatureId): Level {
  return level === 'degraded' && featureOf(id).safety === true ? 'refused' : level
}

const codes = {
  native: '',
  lowered: 'note feature-lowered',
  setup: 'note feature-setup',
  degraded: 'warning feature-degraded',
  refused: 'error feature-refused',
} as const satisfies Readonly<Record<Level, string>>
