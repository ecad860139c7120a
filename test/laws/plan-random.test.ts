import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileStory } from '../../dsl/compile.ts'
import { collect } from '../../src/diagnostics.ts'
import type { Pipeline } from '../../src/ir.ts'
import { type Drawn, writeStory } from '../harness/drawn-story.ts'
import { holdLaw, playable, tellBreach } from '../harness/hold-law.ts'
import { allTurns, someTurns } from '../harness/law-turns.ts'
import { randomStories } from '../harness/random-story.ts'
import { tellStory } from '../harness/tell-story.ts'
import { allVendors } from '../harness/translate-case.ts'

const whole = process.env.LAW === 'all'
const ids = allVendors.map(({ id }) => id)
const taken = new Map<string, number>()
let plans = 0
let turnCount = 0
const started = performance.now()

function compile(drawn: Drawn, letter: string): Pipeline | undefined {
  return compileStory(writeStory(drawn, letter), { source: `${letter}.story.ts`, vendors: ids }, collect().report)
}

// Of some vendors most stories ask too much, so that time ends the search for those that they take.
function limits(most: number, few: number) {
  return {
    numRuns: whole ? most : few,
    maxSkipsPerRun: 1000,
    interruptAfterTimeLimit: whole ? 30_000 : 2_500,
    markInterruptAsFailure: false,
  }
}

test.each(playable)('what $title makes of random stories is what they mean', { timeout: 1_200_000 }, async (vendor) => {
  await fc.assert(
    fc.asyncProperty(randomStories, async (drawn) => {
      const pipeline = compile(drawn, 'j')
      fc.pre(pipeline !== undefined)
      if (pipeline === undefined) return
      const turns = whole ? allTurns(pipeline) : someTurns(pipeline, 6)
      const { vendors, breaches, plans: more } = await holdLaw([pipeline], turns, [vendor])
      fc.pre(vendors.length > 0)
      taken.set(vendor.id, (taken.get(vendor.id) ?? 0) + 1)
      plans += more
      turnCount += turns.length
      if (breaches.length > 0) expect.fail([...tellStory(pipeline), ...breaches.slice(0, 5).map(tellBreach)].join('\n'))
    }),
    limits(1000, 25),
  )
})

const pairs = fc.tuple(randomStories, randomStories)

test.each(playable)(
  'what $title makes of two stories together is what each means',
  { timeout: 1_200_000 },
  async (vendor) => {
    await fc.assert(
      fc.asyncProperty(pairs, async ([first, second]) => {
        const pipelines = [compile(first, 'j'), compile(second, 'k')].filter((pipeline) => pipeline !== undefined)
        fc.pre(pipelines.length === 2)
        // By hand a person starts one of the stories, and an event does not say which.
        const turns = pipelines.flatMap((one) => someTurns(one, 4)).filter(({ event }) => event.name !== 'manual')
        const { vendors, breaches, plans: more } = await holdLaw(pipelines, turns, [vendor])
        fc.pre(vendors.length > 0)
        plans += more
        turnCount += turns.length
        if (breaches.length > 0)
          expect.fail([...pipelines.flatMap(tellStory), ...breaches.slice(0, 5).map(tellBreach)].join('\n'))
      }),
      limits(300, 8),
    )
  },
)

test('how much of the law was tried', () => {
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  const counts = [...taken].map(([id, count]) => `${id} ${count}`).join(', ')
  console.log(
    `the law of random stories (${whole ? 'all of it' : 'a sample'}): ${counts}; ${turnCount} turns, ${plans} plans compared, ${seconds} s`,
  )
  expect(playable.map(({ id }) => id).filter((id) => (taken.get(id) ?? 0) === 0)).toEqual([])
})
