import { compileStory } from '../../../dsl/compile.ts'
import type { Story } from '../../../dsl/story.ts'
import { gitlab } from '../../../emitters/gitlab/index.ts'
import { collect, type Diagnostic } from '../../../src/diagnostics.ts'
import { emitStories } from '../../../src/emit.ts'
import type { Pipeline } from '../../../src/ir.ts'
import { parseYaml } from '../../../src/yaml/read.ts'

/** A job of the output as plain data. */
export interface OutputJob {
  readonly stage: string
  readonly needs?: readonly (
    | string
    | { readonly job: string; readonly artifacts?: boolean; readonly optional?: boolean }
  )[]
  readonly dependencies?: readonly string[]
  readonly rules?: readonly OutputRule[]
  readonly when?: string
  readonly script: readonly string[]
  readonly allow_failure?: boolean
  readonly [key: string]: unknown
}

/** A rule of the output. */
export interface OutputRule {
  readonly if?: string
  readonly changes?: readonly string[]
  readonly when?: string
  readonly variables?: Readonly<Record<string, string>>
  readonly [key: string]: unknown
}

/** The output for stories, as text and as data. */
export interface Emitted {
  readonly text: string
  readonly found: readonly Diagnostic[]
  readonly pipelines: readonly Pipeline[]
  readonly config: {
    readonly workflow: { readonly rules: readonly OutputRule[] }
    readonly stages: readonly string[]
    readonly [key: string]: unknown
  }
  readonly header:
    | { readonly spec: { readonly inputs: Readonly<Record<string, { readonly default: string }>> } }
    | undefined
  readonly job: (name: string) => OutputJob
}

/** The findings of stories for the vendor. */
export function compiled(...stories: readonly Story[]): {
  readonly pipelines: readonly Pipeline[]
  readonly found: readonly Diagnostic[]
} {
  const { report, found } = collect()
  const pipelines = stories.flatMap(
    (story) =>
      compileStory(
        story,
        {
          source: `${story.name}.story.ts`,
          vendors: ['github', 'gitlab'],
          usual: (vendor) => (vendor === gitlab.id ? gitlab.usual : undefined),
        },
        report,
      ) ?? [],
  )
  return { pipelines, found }
}

/** Stories as the vendor gets them; fails where there is an error. */
export async function emitted(...stories: readonly Story[]): Promise<Emitted> {
  const result = await attempted(...stories)
  const errors = result.found.filter((one) => one.severity === 'error')
  if (errors.length > 0) throw new Error(errors.map((one) => `${one.code}: ${one.message}`).join('\n'))
  return result
}

/** Stories as the vendor gets them, errors and all. */
export async function attempted(...stories: readonly Story[]): Promise<Emitted> {
  const { report, found } = collect()
  const { pipelines, found: first } = compiled(...stories)
  const outputs = await emitStories(pipelines, [gitlab], report)
  const text = outputs[0]?.text ?? ''
  const documents = parseYaml(text, { version: '1.1' }).documents.map((document) => document.value as unknown)
  const config = documents[documents.length - 1] as Emitted['config']
  return {
    text,
    found: [...first, ...found],
    pipelines,
    config,
    header: documents.length > 1 ? (documents[0] as Emitted['header']) : undefined,
    job: (name) => config[name] as OutputJob,
  }
}

/** The jobs of an output, by name. */
export function jobsOf({ config }: Emitted): ReadonlyMap<string, OutputJob> {
  return new Map(
    Object.entries(config).filter(
      (entry): entry is [string, OutputJob] =>
        typeof entry[1] === 'object' && entry[1] !== null && 'script' in entry[1],
    ),
  )
}
