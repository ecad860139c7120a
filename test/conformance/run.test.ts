import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { compileStory } from '../../dsl/compile.ts'
import { collect } from '../../src/diagnostics.ts'
import { emitStories } from '../../src/emit.ts'
import { loadStory } from '../../src/load/load-story.ts'
import { vendorOf } from '../harness/all-outputs.ts'
import { projectRoot } from '../harness/case-folder.ts'
import { expectText } from '../harness/expect-files.ts'
import { runGithub } from '../harness/run-github.ts'
import { canRunGitlab, runGitlab } from '../harness/run-gitlab.ts'
import { runHere } from '../harness/run-here.ts'

const folder = join(projectRoot, 'test/conformance/stories')
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.story.ts'))
  .map((name) => name.replace('.story.ts', ''))

/** What a vendor makes of a story that is to be run. */
async function outputOf(name: string, vendor: string): Promise<string> {
  const { report, found } = collect()
  const source = `${name}.story.ts`
  const loaded = await loadStory(join(folder, source), { root: folder }, report)
  const pipeline = loaded && compileStory(loaded.value, { source, vendors: [vendor] }, report)
  const outputs = pipeline === undefined ? [] : await emitStories([pipeline], [vendorOf(vendor)], report)
  const text = outputs.find(({ path }) => path.endsWith('.yml'))?.text
  if (text === undefined) throw new Error(found.map(({ message }) => message).join('\n'))
  return text
}

describe('the scripts of a workflow, in the shells that GitHub documents, leave the trace of the story', () => {
  test.each(names)('%s', async (name) => {
    expectText(join(folder, `${name}.trace.txt`), runGithub(await outputOf(name, 'github')))
  })
})

const how = canRunGitlab ? 'run by gitlab-ci-local, leaves' : 'NOT RUN for want of rsync, would leave'

// What gitlab-ci-local cannot tell: it starts nothing behind a stage in which nothing ran.
const beyond = ['chain']

describe.skipIf(!canRunGitlab)(`the configuration for GitLab, ${how} the same trace`, () => {
  test.each(names.filter((name) => !beyond.includes(name)))('%s', async (name) => {
    expectText(join(folder, `${name}.trace.txt`), runGitlab(await outputOf(name, 'gitlab')))
  })
})

describe('pipegen run leaves the same trace', () => {
  test.each(names)('%s', (name) => {
    expectText(join(folder, `${name}.trace.txt`), runHere(readFileSync(join(folder, `${name}.story.ts`), 'utf8')))
  })
})

test('there are stories to run', () => {
  expect(names.length).toBeGreaterThan(5)
})
