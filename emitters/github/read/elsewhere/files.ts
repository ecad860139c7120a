import type { DataMap } from '../../../../src/yaml/data.ts'
import type { Placed } from '../arrange.ts'
import { wordOf } from '../source.ts'
import type { Pen } from './pen.ts'

/** The files by which steps of a job hand values to the later ones. */
export interface JobFiles {
  /** The id of the job. */
  readonly job: string
  /** Where they stand, from the root of the project. */
  readonly folder: string
  /** The ids of the steps that write outputs, and whether those are the outputs of the job. */
  readonly writers: ReadonlyMap<string, 'step' | 'job'>
  /** Those of them that may write values of several lines. */
  readonly multi: ReadonlySet<string>
  /** The ids of steps that leave nothing elsewhere. */
  readonly silent: ReadonlySet<string>
  /** The numbers of the first steps that write variables and folders of programs. */
  readonly env: number | undefined
  readonly path: number | undefined
  /** The names of variables that steps write for later ones, by the number of the step. */
  readonly handed: ReadonlyMap<number, readonly string[]>
  /** The variables of the job that are said in the vendor's words. */
  readonly theirs: DataMap
}

/** Finds the files of a job. `recipes` are the scripts that do elsewhere what actions do, by the number of the step. */
export function filesOf(
  job: string,
  steps: readonly Placed[],
  folder: string | undefined,
  asked: { readonly within: ReadonlySet<string>; readonly job: ReadonlySet<string> },
  recipes: ReadonlyMap<number, { readonly script: string }>,
  theirs: DataMap,
): JobFiles {
  const writers = new Map<string, 'step' | 'job'>()
  const silent = new Set<string>()
  const scriptOf = ({ index, step }: Placed): string => wordOf(step.run) ?? recipes.get(index)?.script ?? ''
  for (const placed of steps) {
    const id = wordOf(placed.step.id) ?? ''
    if (scriptOf(placed) === ':') silent.add(id)
    else if (/\bGITHUB_OUTPUT\b/.test(scriptOf(placed)))
      if (asked.job.has(id) || asked.within.has(id)) writers.set(id, asked.job.has(id) ? 'job' : 'step')
  }
  const firstThat = (pattern: RegExp): number | undefined =>
    steps.find((placed) => pattern.test(scriptOf(placed)))?.index
  return {
    job,
    folder: folder ?? '.',
    writers,
    multi: new Set(steps.flatMap((placed) => (scriptOf(placed).includes('<<') ? [wordOf(placed.step.id) ?? ''] : []))),
    silent,
    env: firstThat(/\bGITHUB_ENV\b/),
    handed: new Map(steps.map((placed) => [placed.index, handedBy(scriptOf(placed))])),
    path: firstThat(/\bGITHUB_PATH\b/),
    theirs,
  }
}

// `echo "NAME=value" >> "$GITHUB_ENV"`, and every other name that such a script gives a value.
function handedBy(script: string): readonly string[] {
  return /\bGITHUB_ENV\b/.test(script) ? [...script.matchAll(/\b([A-Za-z_]\w*)=/g)].map(([, name = '']) => name) : []
}

/** The file of a kind, as a script has it that starts in the folder of its step. */
export function fileOf(kind: string, { files, root }: Pick<Pen, 'files' | 'root'>): string {
  return `${root}${files.folder}${files.job}.${kind}`
}

/** Where the outputs of a step stand; undefined where nothing elsewhere writes them. */
export function outputsFile(id: string, pen: Pick<Pen, 'files' | 'root'>): string | undefined {
  const writer = pen.files.writers.get(id)
  if (writer === undefined) return undefined
  if (writer === 'step') return fileOf(`${id}.outputs`, pen)
  // Steps that write to one file could write the same name.
  return [...pen.files.writers.values()].filter((kind) => kind === 'job').length === 1 ? '$PIPEGEN_OUTPUT' : undefined
}
