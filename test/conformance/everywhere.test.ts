import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { collect, hasErrors } from '../../src/diagnostics.ts'
import { emitStories } from '../../src/emit.ts'
import { runSteps } from '../../src/features/use.ts'
import { projectRoot } from '../harness/case-folder.ts'
import type { SafetyEvent } from '../harness/safety/play.ts'
import { readers } from '../harness/safety/readers.ts'
import { allVendors, gatherCase } from '../harness/translate-case.ts'

const mains = allVendors.filter(({ variantOf }) => variantOf === undefined)
const commands = (text: string) => [...text.matchAll(/tox run -e "?\$?\{?(\w+)/g)].map((found) => found[1] as string)
const sorted = (names: readonly string[]) => [...new Set(names)].sort()

/** What the story runs, job by job, and where: the last stage on the main branch alone. */
async function told() {
  const { pipelines, found } = await gatherCase(join(projectRoot, 'examples/everywhere'))
  expect(found).toEqual([])
  const [pipeline] = pipelines
  if (pipeline === undefined) throw new Error('there is no story')
  const run = (stages: readonly string[]) =>
    sorted(
      pipeline.jobs
        .filter(({ stage }) => stages.includes(stage))
        .flatMap((job) => runSteps(job).flatMap(({ script }) => commands(script))),
    )
  return { pipelines, onMain: run(['check', 'test', 'publish']), elsewhere: run(['check', 'test']) }
}

test('the story is for every vendor', async () => {
  const { pipelines } = await told()
  expect(pipelines[0]?.targets).toEqual(mains.map(({ id }) => id))
})

describe.each(mains)('examples/everywhere on $id', (vendor) => {
  test('has the jobs of the story, no more and no fewer', async () => {
    const { pipelines, onMain, elsewhere } = await told()
    const { report, found } = collect()
    const files = await emitStories(pipelines, [vendor], report)
    expect(hasErrors(found)).toBe(false)
    const jobsOn = (event: SafetyEvent) => {
      const nodes = readers[vendor.id]?.nodes(files, event) ?? []
      const present = nodes.filter(({ starts, waits }) => starts(new Map(waits.map((name) => [name, 'ran']))))
      return sorted(present.flatMap(({ script }) => commands(script)))
    }
    expect(onMain).toHaveLength(5)
    expect(jobsOn({ kind: 'push', branch: 'main' })).toEqual(onMain)
    expect(jobsOn({ kind: 'push', branch: 'topic' })).toEqual(elsewhere)
  })
})
