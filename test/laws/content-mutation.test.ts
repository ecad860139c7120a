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

/** What may be taken out and leaves what jobs do as it is, and why. */
const idle: readonly { readonly place: RegExp; readonly why: string }[] = [
  {
    place: /^github: .*ship\.steps(?: without 0|\.run)$/,
    why: 'names are compared with regard to case, which the law of plans looks at',
  },
  { place: /^gitlab: .*variables\.GIT_(?:DEPTH|LFS_SKIP_SMUDGE)$/, why: 'more is fetched than is needed' },
  {
    place: /^(?:gitlab|bitbucket): .*\.script without 6$/,
    why: 'it fails where there are no files to keep, and there are',
  },
  { place: /^bitbucket: .*\.allowed-values$/, why: 'it keeps people from other values, and nobody has one' },
  { place: /^bitbucket: .*export (?:TAG|REF)=''$/, why: 'a variable that is missing is empty' },
]

describe.each(playable)('what is changed in the jobs of $id is noticed', (vendor) => {
  test.each(contentStories)('$name', { timeout: 600_000 }, async ({ pipeline }) => {
    const { report, found } = collect()
    const files = await emitStories([pipeline], [vendor], report)
    if (hasErrors(found)) return expect(files).toEqual([])
    const turns = contentTurns(pipeline, 2)
    const { runs, differences } = await contentOf(pipeline, vendor, files, turns)
    expect(differences).toEqual([])
    const all = contentMutants(files, targets[vendor.id] ?? { keys: [], maps: [], lists: [] })
    const mutants = whole ? all : all.filter((_, index) => index % 5 === 0)
    const missed: string[] = []
    for (const mutant of mutants) {
      const verdict = await contentOf(pipeline, vendor, mutant.files, turns).catch((error: unknown) => String(error))
      if (typeof verdict === 'string' || (verdict.runs === runs && verdict.differences.length === 0))
        missed.push(`${vendor.id}: ${mutant.place}${typeof verdict === 'string' ? `: ${verdict}` : ''}`)
    }
    console.log(`${vendor.id}: ${mutants.length} of ${all.length} changes, ${missed.length} not noticed`)
    expect(missed.filter((one) => !idle.some(({ place }) => place.test(one)))).toEqual([])
    return undefined
  })
})
