import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { storyFolder, storyNames } from '../harness/conform.ts'
import { expectText } from '../harness/expect-files.ts'
import { runHere } from '../harness/run-here.ts'

describe('pipegen run leaves the trace of the story', () => {
  test.each(storyNames)('%s', (name) => {
    const trace = runHere(readFileSync(join(storyFolder, `${name}.story.ts`), 'utf8'))
    expectText(join(storyFolder, `${name}.trace.txt`), trace)
  })
})

test('there are stories to run', () => {
  expect(storyNames.length).toBeGreaterThan(10)
})
