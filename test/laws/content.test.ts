import { expect, test } from 'vitest'
import { collect, hasErrors } from '../../src/diagnostics.ts'
import { emitStories } from '../../src/emit.ts'
import { contentTurns } from '../harness/content/content-turns.ts'
import { contentOf } from '../harness/content/hold-content.ts'
import { probed } from '../harness/content/probed.ts'
import { playable } from '../harness/hold-law.ts'
import { lawStories } from '../harness/law-stories.ts'

const whole = process.env.LAW === 'all'
const stories = await lawStories()

test.each(playable)(
  'what jobs run on $id, and with what, is what the story means',
  { timeout: 1_200_000 },
  async (vendor) => {
    const started = performance.now()
    const broken: string[] = []
    const count = { stories: 0, runs: 0 }
    const chosen = whole ? stories : stories.filter((_, index) => index % 8 === 0)
    for (const { name, pipeline } of chosen) {
      const story = probed(pipeline)
      const { report, found } = collect()
      const files = await emitStories([story], [vendor], report)
      if (hasErrors(found)) continue
      const { runs, differences } = await contentOf(story, vendor, files, contentTurns(story, whole ? 4 : 1))
      count.stories++
      count.runs += runs
      broken.push(...differences.map((one) => `${name}: ${one}`))
    }
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    console.log(
      `the law of contents on ${vendor.id} (${whole ? 'all of it' : 'a sample'}): ${count.stories} stories, ${count.runs} runs of jobs, ${seconds} s`,
    )
    expect(broken.slice(0, 60)).toEqual([])
    expect(count.runs).toBeGreaterThan(0)
  },
)
