import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { locateFindings } from '../src/cli/locate-findings.ts'
import { translate } from '../src/cli/translate.ts'
import { type Code, collect, rules } from '../src/diagnostics.ts'
import { casesIn, projectRoot } from './harness/case-folder.ts'
import { expectFiles, expectText, readExpected } from './harness/expect-files.ts'
import { tellFindings } from './harness/tell-findings.ts'
import { allVendors, gatherCase, translateCase } from './harness/translate-case.ts'

describe('features', () => {
  for (const name of casesIn('test/features')) {
    test(name, async () => {
      const folder = join(projectRoot, 'test/features', name)
      for (const { vendor, outputs, findings } of await translateCase(folder)) {
        expectFiles(join(folder, vendor.id), Object.fromEntries(outputs.map(({ path, text }) => [path, text])))
        expectText(join(folder, `${vendor.id}.txt`), tellFindings(findings))
      }
    })
  }
})

// What no story alone brings about, and the test that does.
const elsewhere: Partial<Readonly<Record<Code, string>>> = {
  'cannot-read': 'test/cli/load-bad.test.ts',
  'cannot-write': 'test/cli/emit.test.ts',
  'drift-changed': 'test/cli/emit.test.ts',
  'drift-extra': 'test/cli/emit.test.ts',
  'drift-missing': 'test/cli/emit.test.ts',
  'drift-staged': 'test/hook/staged.test.ts',
  'foreign-file': 'test/cli/emit.test.ts',
  'git-failed': 'test/hook/situations.test.ts',
  'in-conflict': 'test/hook/situations.test.ts',
  'needs-staging': 'test/hook/staged.test.ts',
  'no-repository': 'test/hook/situations.test.ts',
  'no-story': 'test/cli/load-bad.test.ts',
  'output-outside': 'test/cli/emit.test.ts',
  'story-endless': 'test/cli/load-bad.test.ts',
  'story-syntax': 'test/cli/load-bad.test.ts',
  'types-not-checked': 'test/hook/types.test.ts',
  'types-wrong': 'test/hook/types.test.ts',
}

describe('findings', () => {
  test('every code has a case, or a test that brings it about', () => {
    const cases = casesIn('test/check')
    expect([...cases, ...Object.keys(elsewhere)].sort()).toEqual(Object.keys(rules).sort())
    const untold = Object.entries(elsewhere).filter(
      ([code, file]) => !readExpected(join(projectRoot, file)).includes(`'${code}`),
    )
    expect(untold).toEqual([])
  })

  for (const code of casesIn('test/check')) {
    test(code, async () => {
      const folder = join(projectRoot, 'test/check', code)
      const { pipelines, bundles, found } = await gatherCase(folder)
      const { report, found: further } = collect()
      await translate(
        pipelines,
        allVendors.map(({ id }) => id),
        false,
        report,
      )
      const findings = locateFindings([...found, ...further], bundles, folder)
      expectText(join(folder, 'findings.txt'), tellFindings(findings))
      expect(findings.map((finding) => finding.code)).toContain(code)
    })
  }
})
