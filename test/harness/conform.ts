import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { compileStory } from '../../dsl/compile.ts'
import { verdicts } from '../../src/check.ts'
import { collect } from '../../src/diagnostics.ts'
import { emitStories, type Output } from '../../src/emit.ts'
import type { Pipeline } from '../../src/ir.ts'
import { loadStory } from '../../src/load/load-story.ts'
import type { Vendor } from '../../src/vendor.ts'
import { vendorOf } from './all-outputs.ts'
import { projectRoot } from './case-folder.ts'
import { readExpected } from './expect-files.ts'
import { allVendors } from './translate-case.ts'

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
  const pipeline = await (pipelines.get(name) ?? load(name))
  const { report, found } = collect()
  const files = await emitStories([pipeline], [vendor], report)
  const all = verdicts(pipeline, vendor)
  const of = (level: string) => [
    ...new Set(all.filter(({ cell }) => cell.level === level).map(({ feature }) => feature)),
  ]
  const others = found.filter(({ severity, code }) => severity === 'error' && code !== 'feature-refused')
  const told = found.flatMap(({ message }) =>
    stops.test(message) ? (/order of jobs \(job '([^']+)'/.exec(message)?.[1] ?? []) : [],
  )
  const cells = all.flatMap(({ cell, use }) =>
    cell.level === 'lowered' && use.job?.status === 'success' && stops.test(cell.text) ? [use.job.id] : [],
  )
  return {
    files,
    refused: [...of('refused'), ...new Set(others.map(({ code }) => code))],
    degraded: of('degraded'),
    held: [...new Set([...told, ...cells])].sort(),
  }
}

const pipelines = new Map<string, Promise<Pipeline>>()

function load(name: string): Promise<Pipeline> {
  const source = `${name}.story.ts`
  const { report, found } = collect()
  const loading = loadStory(join(storyFolder, source), { root: storyFolder }, report).then((loaded) => {
    const pipeline = loaded && compileStory(loaded.value, { source, vendors: allVendors.map(({ id }) => id) }, report)
    if (pipeline === undefined) throw new Error(found.map(({ message }) => message).join('\n'))
    return pipeline
  })
  pipelines.set(name, loading)
  return loading
}

// How the tables tell that a failure holds back what does not wait for it.
const stops = /does not run if|does begin/

/** How the files of a vendor are run. */
export interface Player {
  readonly id: string
  /** What people read: what is run, and by whom. */
  readonly how: string
  readonly play: (files: readonly Output[]) => string | Promise<string>
  /** Whether this machine has what it takes. */
  readonly canRun?: boolean
  /** What of some files the runner cannot show, though the vendor does it. */
  readonly beyond?: (files: readonly Output[]) => boolean
}

/**
 * Declares the tests of a vendor: each story is refused by its table, or leaves its own trace; where the table says that
 * a feature means less there, the trace may be one that is written beside.
 */
export function conform({ id, how, play, canRun = true, beyond = () => false }: Player): void {
  const vendor = vendorOf(id)
  describe.skipIf(!canRun)(how, () => {
    test.each(storyNames)('%s', async (name) => {
      const { files, refused, degraded, held } = await claimOf(name, vendor)
      // One way or the other: what is refused has no files, and what has files is not refused.
      expect({ refused, files: files.length > 0 }).toEqual({ refused, files: refused.length === 0 })
      if (refused.length > 0 || beyond(files)) return
      const own = ownTrace(name, id)
      if (own !== '') expect(degraded).not.toEqual([])
      const trace = await play(files)
      expect(trace).toBe(without(own === '' ? readExpected(join(storyFolder, `${name}.trace.txt`)) : own, trace, held))
    })
  })
}

/** The trace of a story where a vendor's table says that something means less; empty: it is that of all. */
export function ownTrace(name: string, vendor: string): string {
  return readExpected(join(storyFolder, `${name}.${vendor}.trace.txt`))
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
