import { join } from 'node:path'
import type { Pipeline } from '../../src/ir.ts'
import { casesIn, projectRoot } from './case-folder.ts'
import { gatherCase } from './translate-case.ts'

/** A story that the law is held to. */
export interface LawStory {
  readonly name: string
  readonly pipeline: Pipeline
}

/** The stories of all features and examples. */
export async function lawStories(): Promise<readonly LawStory[]> {
  const folders = ['test/features', 'examples'].flatMap((folder) => casesIn(folder).map((name) => `${folder}/${name}`))
  const stories: LawStory[] = []
  for (const name of folders) {
    const { pipelines } = await gatherCase(join(projectRoot, name))
    stories.push(...pipelines.map((pipeline) => ({ name: `${name} (${pipeline.name})`, pipeline })))
  }
  return stories
}
