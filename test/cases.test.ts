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
  'import-approximate': 'test/unit/read-cursor.test.ts',
  'import-as-is': 'test/unit/read-cursor.test.ts',
  'import-differs': 'test/unit/read-cursor.test.ts',
  'import-differs-safety': 'test/unit/read-cursor.test.ts',
  'import-elsewhere': 'test/unit/read-gitlab-includes.test.ts',
  'import-exists': 'test/cli/import.test.ts',
  'import-lost': 'test/unit/read-cursor.test.ts',
  'import-lost-safety': 'test/unit/read-cursor.test.ts',
  'import-nothing': 'test/cli/import.test.ts',
  'import-passed-over': 'test/unit/read-cursor.test.ts',
  'import-raw': 'test/unit/read-cursor.test.ts',
  'import-several': 'test/cli/import.test.ts',
  'import-unfinished': 'test/unit/unfinished.test.ts',
  'import-unread': 'test/cli/import-unread.test.ts',
  'import-vendor': 'test/cli/import.test.ts',
  'in-conflict': 'test/hook/situations.test.ts',
  'needs-staging': 'test/hook/staged.test.ts',
  'no-repository': 'test/hook/situations.test.ts',
  'no-story': 'test/cli/load-bad.test.ts',
  'output-outside': 'test/cli/emit.test.ts',
  'plan-branch': 'test/cli/plan.test.ts',
  'plan-differs': 'test/cli/plan.test.ts',
  'plan-not-played': 'test/unit/plan-play.test.ts',
  'plan-refused': 'test/cli/plan.test.ts',
  'plan-unknown': 'test/cli/plan.test.ts',
  'plan-value': 'test/cli/plan.test.ts',
  'plan-vendor-condition': 'test/cli/plan-open.test.ts',
  'run-degraded': 'test/run/findings.test.ts',
  'run-deployment': 'test/run/findings.test.ts',
  'run-image': 'test/run/findings.test.ts',
  'run-impossible': 'test/run/findings.test.ts',
  'run-program': 'test/run/findings.test.ts',
  'run-secret': 'test/run/findings.test.ts',
  'run-service': 'test/run/findings.test.ts',
  'run-starts-nothing': 'test/run/findings.test.ts',
  'run-system': 'test/run/findings.test.ts',
  'run-tool': 'test/run/findings.test.ts',
  'run-unknown-job': 'test/run/findings.test.ts',
  'run-vendor-step': 'test/run/findings.test.ts',
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
