import { parse } from 'yaml'
import { compileStory } from '../../dsl/compile.ts'
import type { Story } from '../../dsl/story.ts'
import { bitbucket } from '../../emitters/bitbucket/index.ts'
import type { BitbucketFile, BitbucketItem, BitbucketStep } from '../../emitters/bitbucket/schema.ts'
import { collect, type Diagnostic } from '../../src/diagnostics.ts'
import { emitStories } from '../../src/emit.ts'
import type { Pipeline } from '../../src/ir.ts'
import type { Vendor } from '../../src/vendor.ts'

/** What comes of stories on Bitbucket. */
export interface Emitted {
  readonly text: string
  readonly file: BitbucketFile
  readonly found: readonly Diagnostic[]
  readonly pipelines: readonly Pipeline[]
}

/** The output of stories and all findings; the text is empty where something is refused. */
export async function emitBitbucket(...stories: readonly Story[]): Promise<Emitted> {
  const { report, found } = collect()
  const pipelines = stories.flatMap((story) => {
    const source = `${story.name}.story.ts`
    return compileStory(story, { source, vendors: ['github', 'gitlab', 'bitbucket'] }, report) ?? []
  })
  const vendor: Vendor = bitbucket
  const outputs = await emitStories(pipelines, [vendor], report)
  const text = outputs.map((output) => output.text).join('')
  return { text, file: parse(text) ?? {}, found, pipelines }
}

/** The findings of one severity, as text. */
export function said({ found }: Emitted, severity: Diagnostic['severity']): readonly string[] {
  return found.filter((one) => one.severity === severity).map((one) => `${one.code}: ${one.message}`)
}

/** The steps of a run, in order, with those of its groups. */
export function stepsOf(items: unknown): readonly BitbucketStep[] {
  return ((items ?? []) as readonly BitbucketItem[]).flatMap((item): readonly BitbucketStep[] => {
    if (item.step !== undefined) return [item.step]
    const parallel = item.parallel ?? []
    return ('steps' in parallel ? parallel.steps : parallel).map((one) => one.step)
  })
}

/** The names of steps as a line: groups in brackets. */
export function shapeOf(items: unknown): string {
  return ((items ?? []) as readonly BitbucketItem[])
    .map((item) => {
      const names = stepsOf([item]).map((step) => step.name)
      return item.parallel === undefined ? names.join() : `[${names.join(' ')}]`
    })
    .join(' ')
}

/** The step of a name. */
export function stepOf(items: unknown, name: string): BitbucketStep {
  const found = stepsOf(items).find((step) => step.name === name)
  if (found === undefined) throw new Error(`no step '${name}' in ${shapeOf(items)}`)
  return found
}
