import type { SourceFile } from '../../../src/read/reading.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { isMap, mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'
import { parseYaml } from '../../../src/yaml/read.ts'

/** A workflow, as far as what runs depends on it. */
export interface Workflow {
  readonly path: string
  readonly name: string
  /** What starts it, by the name of the event; an event without a filter has an empty one. */
  readonly on: ReadonlyMap<string, DataMap | readonly unknown[]>
  readonly jobs: ReadonlyMap<string, DataMap>
  readonly env: DataMap
  /** The shell of steps that name none. */
  readonly shell: Data | undefined
}

const known = new WeakMap<SourceFile, Workflow | null>()

/** Reads a workflow; undefined where the text is none. */
export function readWorkflow(file: SourceFile): Workflow | undefined {
  const found = known.has(file) ? known.get(file) : (read(file) ?? null)
  known.set(file, found ?? null)
  return found ?? undefined
}

function read({ path, text }: SourceFile): Workflow | undefined {
  const { documents, errors } = parseYaml(text)
  const data = documents[0]?.value
  if (errors.length > 0 || !isMap(data) || !isMap(data.jobs)) return undefined
  const on = isMap(data.on)
    ? Object.entries(data.on).map(([event, filter]) => [event, Array.isArray(filter) ? filter : mapOf(filter)] as const)
    : textsOf(data.on).map((event) => [event, mapOf(null)] as const)
  const jobs = Object.entries(data.jobs).flatMap(([id, job]) => (isMap(job) ? [[id, job] as const] : []))
  const shell = mapOf(mapOf(data.defaults).run).shell
  return {
    path,
    name: textOf(data.name) ?? path,
    on: new Map(on),
    jobs: new Map(jobs),
    env: mapOf(data.env),
    shell,
  }
}

/** The jobs that a job names in its needs, as far as there are such. */
export function needsOf(workflow: Workflow, id: string): readonly string[] {
  return textsOf(workflow.jobs.get(id)?.needs).filter((other) => workflow.jobs.has(other))
}

/** The jobs that must have ended before a job starts, the nearest last. */
export function ancestorsOf(workflow: Workflow, id: string): readonly string[] {
  const seen = new Set<string>([id])
  const found: string[] = []
  const visit = (one: string): void => {
    for (const other of needsOf(workflow, one)) {
      if (seen.has(other)) continue
      seen.add(other)
      visit(other)
      found.push(other)
    }
  }
  visit(id)
  return found
}
