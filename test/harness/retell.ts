import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gatherStories } from '../../src/cli/gather.ts'
import { weaver } from '../../src/cli/import/weaver.ts'
import { collect, type Diagnostic } from '../../src/diagnostics.ts'
import type { Pipeline } from '../../src/ir.ts'
import { formatStory } from '../../src/tell/format.ts'
import { tellStory } from '../../src/tell/story.ts'

/** A pipeline told as a story, and what the story compiles to. */
export interface Retold {
  readonly text: string
  readonly pipeline: Pipeline | undefined
  readonly found: readonly Diagnostic[]
}

/** Tells a pipeline, and reads what was told. */
export async function retell(pipeline: Pipeline): Promise<Retold> {
  const text = await formatStory(tellStory(pipeline, [], weaver))
  const folder = mkdtempSync(join(tmpdir(), 'pipegen-tell-'))
  try {
    writeFileSync(join(folder, 'told.story.ts'), text)
    const { report, found } = collect()
    const gathering = { cwd: folder, root: folder, names: ['told.story.ts'], seconds: 10 }
    const { pipelines } = await gatherStories(gathering, report)
    return { text, pipeline: pipelines[0], found }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What counts of a pipeline when two are held against each other: no places, and nothing that says the same twice. */
export function meaningOf({ source: _, ...pipeline }: Pipeline): unknown {
  const leaves = new Set(pipeline.jobs.filter((job) => job.artifacts.length > 0).map((job) => job.id))
  const jobs = pipeline.jobs.map((job) => ({
    ...job,
    needs: job.needs
      .map((need) => ({ ...need, artifacts: need.artifacts && leaves.has(need.job) }))
      .sort((a, b) => (a.job < b.job ? -1 : 1)),
    env: [...job.env].sort((a, b) => (a.name < b.name ? -1 : 1)),
  }))
  const triggers = pipeline.triggers.map((trigger) =>
    trigger.kind === 'tag' && trigger.tags.length + trigger.ignoreTags.length === 0
      ? { ...trigger, tags: ['**'] }
      : trigger,
  )
  return plain({
    ...pipeline,
    triggers: [...triggers].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    jobs,
  })
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) =>
      key === 'origin' || key === 'timeoutOf' || key === 'like' ? [] : [[key, plain(inner)]],
    ),
  )
}
