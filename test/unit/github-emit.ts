import type { Job } from 'pipegen'
import { job, push, sh, story } from 'pipegen'
import { compileStory } from '../../dsl/compile.ts'
import type { Story } from '../../dsl/story.ts'
import { github } from '../../emitters/github/index.ts'
import { vendors } from '../../emitters/index.ts'
import { collect, type Diagnostic } from '../../src/diagnostics.ts'
import { emitStories, type Output } from '../../src/emit.ts'
import type { Pipeline } from '../../src/ir.ts'

/** What became of stories: the files, and what was found. */
export interface Emitted {
  readonly text: string
  readonly outputs: readonly Output[]
  readonly found: readonly Diagnostic[]
}

/** The pipeline of a story; a fault of the story is a fault of the test. */
export function compiled(given: Story): Pipeline {
  const { report, found } = collect()
  const pipeline = compileStory(given, { source: 'ci.story.ts', vendors: Object.keys(vendors) }, report)
  if (pipeline === undefined) throw new Error(found.map((one) => one.message).join('\n'))
  return pipeline
}

/** Emits stories. */
export async function emitted(...given: Story[]): Promise<Emitted> {
  return emittedPipelines(given.map(compiled))
}

/** Emits pipelines. */
export async function emittedPipelines(pipelines: readonly Pipeline[]): Promise<Emitted> {
  const { report, found } = collect()
  const outputs = await emitStories(pipelines, [github], report)
  return { text: outputs.map((output) => output.text).join('\n'), outputs, found }
}

/** A story of one job that says only what a test is about. */
export function oneJob(spec: object, on: readonly object[] = [push()]): Story {
  return story({
    name: 'ci',
    on: on as never,
    stages: { test: { unit: job({ steps: [sh`make`], ...spec } as never) as Job<never, never> } } as never,
  })
}
