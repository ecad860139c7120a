import { expect, test } from 'vitest'
import { eventsFor } from '../../src/plan/grid/events.ts'
import { holdLaw, playable, tellBreach, unplayable } from '../harness/hold-law.ts'
import { lawStories } from '../harness/law-stories.ts'
import { allTurns, someTurns } from '../harness/law-turns.ts'

const whole = process.env.LAW === 'all'
const started = performance.now()
const stories = await lawStories()

test('the grid of every story has at least 200 events', () => {
  const sizes = stories.map(({ pipeline }) => eventsFor(pipeline).length)
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(200)
})

test(`what vendors make of the stories is what they mean, on ${playable.map(({ id }) => id).join(', ')}; not yet on ${unplayable.join(', ') || 'none'}`, async () => {
  let plans = 0
  let turnCount = 0
  const taken = new Map<string, number>()
  const broken: string[] = []
  for (const { name, pipeline } of stories) {
    const turns = whole ? allTurns(pipeline) : someTurns(pipeline, 6)
    const verdict = await holdLaw([pipeline], turns)
    plans += verdict.plans
    turnCount += turns.length
    for (const id of verdict.vendors) taken.set(id, (taken.get(id) ?? 0) + 1)
    broken.push(...verdict.breaches.map((breach) => `${name}: ${tellBreach(breach)}`))
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  const events = stories.map(({ pipeline }) => eventsFor(pipeline).length)
  console.log(
    `the law (${whole ? 'all of it' : 'a sample'}): ${stories.length} stories, grids of ${Math.min(...events)} to ${Math.max(...events)} events, ${turnCount} turns, ${plans} plans compared (stories taken: ${[...taken].map(([id, count]) => `${id} ${count}`).join(', ')}), ${seconds} s`,
  )
  expect(broken.slice(0, 50)).toEqual([])
}, 1_200_000)
