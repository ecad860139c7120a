import { describe, expect, test } from 'vitest'
import { collect, hasErrors } from '../../src/diagnostics.ts'
import { emitStories } from '../../src/emit.ts'
import { contentStories } from '../harness/content/content-story.ts'
import { contentTurns } from '../harness/content/content-turns.ts'
import { contentOf } from '../harness/content/hold-content.ts'
import { contentMutants, type Targets } from '../harness/content/mutants.ts'
import { playable } from '../harness/hold-law.ts'

const whole = process.env.LAW === 'all'

const targets: Readonly<Record<string, Targets>> = {
  github: {
    keys: [
      'container',
      'image',
      'services',
      'timeout-minutes',
      'continue-on-error',
      'working-directory',
      'outputs',
      'run',
    ],
    maps: ['env', 'outputs'],
    lists: ['steps'],
  },
  gitlab: {
    keys: [
      'image',
      'services',
      'timeout',
      'allow_failure',
      'script',
      'artifacts',
      'reports',
      'paths',
      'matrix',
      'retry',
    ],
    maps: ['variables'],
    lists: ['script', 'services', 'needs'],
  },
  bitbucket: {
    keys: [
      'image',
      'services',
      'max-time',
      'on-fail',
      'script',
      'artifacts',
      'download',
      'upload',
      'paths',
      'output-variables',
    ],
    maps: ['variables'],
    lists: ['script', 'download'],
  },
  codeship: { keys: ['image', 'depends_on', 'command', 'environment'], maps: ['environment'], lists: ['depends_on'] },
  'codeship-basic': { keys: [], maps: [], lists: [] },
  tekton: {
    keys: ['image', 'sidecars', 'timeout', 'retries', 'onError', 'script'],
    maps: [],
    lists: ['steps', 'env', 'sidecars'],
  },
  'tekton-plain': { keys: ['image', 'timeout', 'env', 'script'], maps: [], lists: ['steps', 'env', 'sidecars'] },
}

/** What may be taken out and leaves what jobs do as it is, why, and in how many places of a story at most. */
const idle: readonly { readonly place: RegExp; readonly why: string; readonly most: number }[] = [
  {
    place: /^github: .*ship\.steps(?: without 0|\.run)$/,
    why: 'names are compared with regard to case, which the law of plans looks at',
    most: 2,
  },
  { place: /^gitlab: .*variables\.GIT_(?:DEPTH|LFS_SKIP_SMUDGE)$/, why: 'more is fetched than is needed', most: 3 },
  {
    place: /^(?:gitlab|bitbucket): .*\.script without 6$/,
    why: 'it fails where there are no files to keep, and there are',
    most: 2,
  },
  { place: /^bitbucket: .*\.allowed-values$/, why: 'it keeps people from other values, and nobody has one', most: 1 },
  { place: /export (?:TAG|REF)=''$/, why: 'a variable that is missing is empty', most: 2 },
  {
    place: /^tekton.*stepTemplate\.env(?: without 0)?$/,
    why: 'it is the home of programs that no step of these runs',
    most: 14,
  },
  {
    place: /^tekton.*(?:tasks\.timeout|steps\.script|steps\.env|steps without 0|env without [0124])$/,
    why: 'a step that waits for a lock, whose time is on top, and that the law of locks looks at',
    most: 16,
  },
  {
    place: /^tekton-plain.*steps\.image$/,
    why: 'the task that looks the commit up before a start by hand, which is no job of the story',
    most: 1,
  },
]

/** What is not noticed and should be. */
function faults(missed: readonly string[]): readonly string[] {
  const left = missed.filter((one) => !idle.some(({ place }) => place.test(one)))
  const tooMany = idle.flatMap(({ place, most }) => {
    const found = missed.filter((one) => place.test(one))
    return found.length > most ? found : []
  })
  return [...left, ...tooMany]
}

describe.each(playable)('what is changed in the jobs of $id is noticed', (vendor) => {
  test.each(contentStories)('$name', { timeout: 600_000 }, async ({ pipeline }) => {
    const { report, found } = collect()
    const files = await emitStories([pipeline], [vendor], report)
    if (hasErrors(found)) return expect(files).toEqual([])
    const turns = contentTurns(pipeline, 2)
    const { runs, differences } = await contentOf(pipeline, vendor, files, turns)
    expect(differences).toEqual([])
    const all = contentMutants(files, targets[vendor.id] ?? { keys: [], maps: [], lists: [] })
    const stride = Math.ceil(all.length / (whole ? 80 : 8))
    const mutants = all.filter((_, index) => index % stride === 0)
    const missed: string[] = []
    for (const mutant of mutants) {
      const verdict = await contentOf(pipeline, vendor, mutant.files, turns, 1)
      if (verdict.runs === runs && verdict.differences.length === 0) missed.push(`${vendor.id}: ${mutant.place}`)
    }
    console.log(`${vendor.id}: ${mutants.length} of ${all.length} changes, ${missed.length} not noticed`)
    expect(faults(missed)).toEqual([])
    return undefined
  })
})
