import { parse } from 'yaml'
import { compileStory } from '../../dsl/compile.ts'
import type { Story } from '../../dsl/story.ts'
import { codeship, codeshipBasic } from '../../emitters/codeship/index.ts'
import type { CodeshipServices, CodeshipStep, CodeshipSteps } from '../../emitters/codeship/schema.ts'
import { vendors } from '../../emitters/index.ts'
import { collect, type Diagnostic } from '../../src/diagnostics.ts'
import { emitStories } from '../../src/emit.ts'
import type { Pipeline } from '../../src/ir.ts'
import type { Vendor } from '../../src/vendor.ts'

/** What comes of stories on CodeShip. */
export interface Emitted {
  /** The files by their paths; none where something is refused. */
  readonly files: Readonly<Record<string, string>>
  readonly services: CodeshipServices
  readonly steps: CodeshipSteps
  readonly found: readonly Diagnostic[]
  readonly pipelines: readonly Pipeline[]
}

/** The output of stories for CodeShip Pro, and all findings. */
export function emitCodeship(...stories: readonly Story[]): Promise<Emitted> {
  return emitFor(codeship, stories)
}

/** The output of stories for CodeShip Basic, and all findings. */
export function emitBasic(...stories: readonly Story[]): Promise<Emitted> {
  return emitFor(codeshipBasic, stories)
}

async function emitFor(vendor: Vendor, stories: readonly Story[]): Promise<Emitted> {
  const { report, found } = collect()
  const pipelines = stories.flatMap((story) => {
    const source = `${story.name}.story.ts`
    return compileStory(story, { source, vendors: Object.keys(vendors) }, report) ?? []
  })
  const outputs = await emitStories(pipelines, [vendor], report)
  const files = Object.fromEntries(outputs.map(({ path, text }) => [path, text]))
  return {
    files,
    services: parse(files['codeship-services.yml'] ?? '') ?? {},
    steps: parse(files['codeship-steps.yml'] ?? '') ?? [],
    found,
    pipelines,
  }
}

/** The findings of one severity, as text. */
export function said({ found }: Pick<Emitted, 'found'>, severity: Diagnostic['severity']): readonly string[] {
  return found.filter((one) => one.severity === severity).map((one) => `${one.code}: ${one.message}`)
}

/** The steps that run a command, with those of groups. */
export function leavesOf(steps: CodeshipSteps): readonly CodeshipStep[] {
  return steps.flatMap((step) => [
    ...(step.steps === undefined ? [step] : leavesOf(step.steps)),
    ...leavesOf(step.on_fail ?? []),
  ])
}

/** The names of steps as a line: parallel groups in brackets, serial ones in parentheses, manual ones in braces. */
export function shapeOf(steps: CodeshipSteps): string {
  return steps
    .map((step): string => {
      const late = step.on_fail === undefined ? '' : `!${shapeOf(step.on_fail)}`
      if (step.steps === undefined) return `${step.name}${late}`
      const inner = shapeOf(step.steps)
      const [open, close] = step.type === 'parallel' ? ['[', ']'] : step.type === 'manual' ? ['{', '}'] : ['(', ')']
      return `${open}${inner}${close}${late}`
    })
    .join(' ')
}
