import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { compileStory } from '../../dsl/compile.ts'
import { verdicts } from '../../src/check.ts'
import { collect } from '../../src/diagnostics.ts'
import { emitStories, type Output } from '../../src/emit.ts'
import { loadStory } from '../../src/load/load-story.ts'
import type { Vendor } from '../../src/vendor.ts'
import { vendorOf } from './all-outputs.ts'
import { projectRoot } from './case-folder.ts'
import { readExpected } from './expect-files.ts'

/** The folder of the stories that every runner must give the same trace of. */
export const storyFolder = join(projectRoot, 'test/conformance/stories')

/** Their names. */
export const storyNames: readonly string[] = readdirSync(storyFolder)
  .filter((name) => name.endsWith('.story.ts'))
  .map((name) => name.replace('.story.ts', ''))

/** What a vendor's table says of a story before anything has run. */
export interface Claim {
  readonly files: readonly Output[]
  /** The features that the vendor refuses; the story then has no files there. */
  readonly refused: readonly string[]
  /** The features that mean less there. */
  readonly degraded: readonly string[]
  /** The jobs that, as is told, may not begin after a failure that is none of theirs. */
  readonly held: readonly string[]
}

/** Emits a story for a vendor, and says what comes with it. */
export async function claimOf(name: string, vendor: Vendor): Promise<Claim> {
  const { report, found } = collect()
  const source = `${name}.story.ts`
  const loaded = await loadStory(join(storyFolder, source), { root: storyFolder }, report)
  const pipeline = loaded && compileStory(loaded.value, { source, vendors: [vendor.id] }, report)
  if (pipeline === undefined) throw new Error(found.map(({ message }) => message).join('\n'))
  const files = await emitStories([pipeline], [vendor], report)
  const all = verdicts(pipeline, vendor)
  const of = (level: string) => [
    ...new Set(all.filter(({ cell }) => cell.level === level).map(({ feature }) => feature)),
  ]
  const told = found.flatMap(
    ({ message }) => (stops.test(message) ? /\(job '([^']+)'/.exec(message)?.slice(1) : []) ?? [],
  )
  const cells = all.flatMap(({ cell, use }) =>
    cell.level === 'lowered' && stops.test(cell.text) ? [use.job?.id ?? ''] : [],
  )
  return { files, refused: of('refused'), degraded: of('degraded'), held: [...new Set([...told, ...cells])].sort() }
}

// How the tables tell that a failure holds back what does not wait for it.
const stops = /does not run if|does begin/

/** Declares the tests of a vendor: each story is refused by a row of the table, or leaves its own trace. */
export function conform(
  id: string,
  how: string,
  play: (files: readonly Output[]) => string | Promise<string>,
  canRun = true,
): void {
  const vendor = vendorOf(id)
  describe.skipIf(!canRun)(how, () => {
    test.each(storyNames)('%s', async (name) => {
      const { files, refused, held } = await claimOf(name, vendor)
      // One way or the other: what is refused has no files, and what has files is not refused.
      expect({ refused, files: files.length > 0 }).toEqual({ refused, files: refused.length === 0 })
      if (refused.length > 0) return
      const expected = readExpected(join(storyFolder, `${name}.trace.txt`))
      const trace = await play(files)
      expect(trace).toBe(without(expected, trace, held))
    })
  })
}

/** A trace without those of the jobs that may not begin, and did not, where something failed. */
function without(expected: string, trace: string, held: readonly string[]): string {
  if (expected.startsWith('exit 0\n')) return expected
  const jobOf = (line: string): string => line.split(' ')[0] ?? ''
  const ran = new Set(trace.split('\n').slice(1).map(jobOf))
  return expected
    .split('\n')
    .filter((line, index) => index === 0 || ran.has(jobOf(line)) || !held.includes(jobOf(line)))
    .join('\n')
}
