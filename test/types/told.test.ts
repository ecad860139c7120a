import { join } from 'node:path'
import { expect, test } from 'vitest'
import { weaver } from '../../src/cli/import/weaver.ts'
import { formatStory } from '../../src/tell/format.ts'
import { tellStory } from '../../src/tell/story.ts'
import { casesIn, filesIn, projectRoot } from '../harness/case-folder.ts'
import { compileStories } from '../harness/compile-stories.ts'
import { gatherCase } from '../harness/translate-case.ts'

// The compiler is asked once for all stories: those that are told of the cases, and those of imported files.
test('a story that was told compiles under the strict rules, and imports nothing that it does not use', async () => {
  const stories: Record<string, string> = {}
  for (const base of ['test/features', 'examples']) {
    for (const name of casesIn(base)) {
      const { pipelines } = await gatherCase(join(projectRoot, base, name), [])
      for (const [index, pipeline] of pipelines.entries())
        stories[`${name}-${index}.story.ts`] = await formatStory(tellStory(pipeline, [], weaver))
    }
  }
  for (const [path, text] of filesIn(join(projectRoot, 'test/import')))
    if (path.endsWith('.story.ts')) stories[path] = text
  expect(Object.keys(stories).length).toBeGreaterThan(100)
  expect(compileStories(stories)).toBe('')
})
