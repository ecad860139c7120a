import { describe, expect, test } from 'vitest'
import { parseAllDocuments, visit } from 'yaml'
import type { Pipeline } from '../../src/ir.ts'
import { playerOf, setStage } from '../../src/plan/play.ts'
import type { SourceFile } from '../../src/read/reading.ts'
import type { Vendor } from '../../src/vendor.ts'
import { breachesOf, playable, type Turn } from '../harness/hold-law.ts'
import { allTurns } from '../harness/law-turns.ts'
import { mutationStories } from '../harness/mutation-stories.ts'

const whole = process.env.LAW === 'all'

/**
 * What is taken out of the emitted files, one place at a time, and must be noticed at each: whatever decides which jobs
 * run, when, and behind whom.
 */
const taken: Readonly<Record<string, readonly string[]>> = {
  github: [
    ...['push', 'pull_request', 'schedule', 'workflow_dispatch', 'repository_dispatch'],
    ...['branches', 'tags', 'paths', 'branches-ignore', 'types', 'cron'],
    ...['needs', 'if', 'environment', 'continue-on-error', 'matrix', 'exclude'],
  ],
  gitlab: [
    ...[
      'needs',
      'rules',
      'if',
      'changes',
      'when',
      'allow_failure',
      'environment',
      'parallel',
      'optional',
      'stage',
      'stages',
    ],
  ],
  bitbucket: [
    ...['condition', 'state', 'changesets', 'includePaths', 'trigger', 'on-fail', 'fail-fast', 'parallel', 'stage'],
    ...['default', 'branches', 'tags', 'pull-requests', 'custom', 'triggers', 'deployment', 'pipeline'],
  ],
  codeship: ['type', 'on_fail', 'steps', 'command'],
  'codeship-basic': [],
  tekton: [
    ...['when', 'runAfter', 'pipelineSpec.finally', 'onError', 'matrix', 'taskRef'],
    ...['on-cel-expression', 'on-event', 'on-target-branch', 'on-path-change'].map(
      (name) => `pipelinesascode.tekton.dev/${name}`,
    ),
  ],
}

/** What may be taken out and leaves the meaning as it is, and why. */
const idle: readonly { readonly place: RegExp; readonly why: string }[] = [
  { place: /^gitlab: .*\.rules\.allow_failure$/, why: 'false is what a rule with when: manual has by itself' },
  { place: /^bitbucket: .*\.parallel\.fail-fast$/, why: 'false is what a group has by itself' },
  {
    place: /^tekton: .*-(?:schedule|api)-.*\.tasks\.when$/,
    why: 'schedules and calls run on the default branch, which these ask for',
  },
]

/** Steps that are taken out as a whole: what looks whether a person has approved. */
const guards = /^Make sure that a person approved$/

interface Mutant {
  readonly place: string
  readonly files: readonly SourceFile[]
}

/** The files with one of the keys taken out, for each place that has one. */
function mutantsOf(files: readonly SourceFile[], keys: readonly string[]): readonly Mutant[] {
  return files.flatMap((file, index) => {
    if (!/\.ya?ml$/.test(file.path)) return withoutTest(files, index)
    const places: (readonly number[])[] = []
    const docs = parseAllDocuments(file.text)
    if (!Array.isArray(docs)) return []
    docs.forEach((doc, at) => {
      let count = 0
      visit(doc, {
        Map(_, map) {
          if (guards.test(String(map.get('name')))) places.push([at, count])
          count++
        },
        Pair(_, pair, path) {
          const place = `.${placeOf(pair.key, path)}`
          if (keys.some((key) => place.endsWith(`.${key}`))) places.push([at, count])
          count++
        },
      })
    })
    return places.map(([at, count]): Mutant => {
      const again = parseAllDocuments(file.text)
      let place = ''
      let seen = 0
      visit((again as typeof docs)[at ?? 0] as (typeof docs)[number], {
        Map(_, map, path) {
          if (seen++ !== count) return undefined
          place = placeOf(map.get('name'), path)
          return visit.REMOVE
        },
        Pair(_, pair, path) {
          if (seen++ !== count) return undefined
          place = placeOf(pair.key, path)
          return visit.REMOVE
        },
      })
      const text = (again as typeof docs).map(String).join('')
      return { place: `${file.path}: ${place}`, files: files.with(index, { path: file.path, text }) }
    })
  })
}

/** A script without the test at its beginning, which decides whether the job has anything to do. */
function withoutTest(files: readonly SourceFile[], index: number): readonly Mutant[] {
  const { path, text } = files[index] as SourceFile
  const mutated = text.replace(/^if .*; then :; else\n(?:.*\n)*?fi\n/m, '')
  return mutated === text ? [] : [{ place: `${path}: the test`, files: files.with(index, { path, text: mutated }) }]
}

function placeOf(last: unknown, path: readonly object[]): string {
  const above = path.flatMap((node) => ('key' in node ? [String(node.key)] : []))
  return [...above, String(last)].join('.')
}

async function isNoticed(pipeline: Pipeline, vendor: Vendor, turns: readonly Turn[], mutant: Mutant): Promise<boolean> {
  const play = await playerOf([pipeline], vendor, mutant.files)
  for (const turn of turns) if ((await breachesOf(pipeline, [turn], vendor.id, play)).length > 0) return true
  return false
}

describe.each(playable.filter(({ id }) => taken[id] !== undefined))(
  'what is taken out of the files of $id is noticed',
  (vendor) => {
    test.each(mutationStories)('$name', async ({ pipeline }) => {
      const stage = await setStage([pipeline], vendor)
      if (!stage.can) return expect(stage.why).toBe('refused')
      const turns = allTurns(pipeline)
      expect(await breachesOf(pipeline, turns, vendor.id, stage.play)).toEqual([])
      const all = mutantsOf(stage.files, taken[vendor.id] ?? [])
      const mutants = whole ? all : all.filter((_, index) => index % 4 === 0)
      const missed: string[] = []
      for (const mutant of mutants)
        if (!(await isNoticed(pipeline, vendor, turns, mutant))) missed.push(`${vendor.id}: ${mutant.place}`)
      console.log(`${vendor.id}: ${mutants.length} of ${all.length} places, ${missed.length} not noticed`)
      expect(missed.filter((one) => !idle.some(({ place }) => place.test(one)))).toEqual([])
      return undefined
    })
  },
)
