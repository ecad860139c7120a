import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { casesIn, projectRoot } from '../harness/case-folder.ts'
import { meaningOf, retell } from '../harness/retell.ts'
import { gatherCase } from '../harness/translate-case.ts'

describe.each(['test/features', 'examples'])('what a story of %s says, its telling says too', (base) => {
  test.each(casesIn(base))('%s', async (name) => {
    const { pipelines } = await gatherCase(join(projectRoot, base, name), [])
    for (const pipeline of pipelines) {
      const told = await retell(pipeline)
      expect(told.found).toEqual([])
      expect(told.pipeline && meaningOf(told.pipeline), told.text).toEqual(meaningOf(pipeline))
    }
  })
})
