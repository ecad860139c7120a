import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { listOf, mapOf, textOf } from '../../../src/yaml/look.ts'
import { type Contexts, fillIn } from './expression.ts'
import type { Workflow } from './workflow.ts'

/** The jobs whose artifacts a job downloads. */
export function takenBy(workflow: Workflow, id: string, contexts: Contexts): readonly string[] {
  const wanted = usesOf(workflow.jobs.get(id) ?? mapOf(null), 'download').map((step) => {
    const { name, pattern } = mapOf(step.with)
    return globOf(fillIn(textOf(name) ?? textOf(pattern) ?? '*', contexts))
  })
  return [...workflow.jobs].flatMap(([other, job]) => {
    const names = usesOf(job, 'upload').map((step) => textOf(mapOf(step.with).name) ?? 'artifact')
    // Which run of the job uploads it is left open.
    const taken = names.some((name) => wanted.some((glob) => glob.test(name.replaceAll(/\$\{\{.*?\}\}/gs, '0'))))
    return taken ? [other] : []
  })
}

/** The paths that a job uploads. */
export function passedTo(job: DataMap, contexts: Contexts): readonly string[] {
  const filled = (value: Data | undefined): string => fillIn(textOf(value) ?? '', contexts)
  const paths = usesOf(job, 'upload').flatMap((step) => filled(mapOf(step.with).path).split('\n').filter(Boolean))
  const scripts = listOf(job.steps).map((step) => filled(mapOf(step).run))
  // An archive keeps the modes of files: what is in it is what counts.
  return paths.flatMap((path) => [
    path,
    ...(path.endsWith('.tar') ? scripts.filter((text) => /\btar -c/.test(text)) : []),
  ])
}

function usesOf(job: DataMap, what: 'upload' | 'download'): readonly DataMap[] {
  return listOf(job.steps)
    .map(mapOf)
    .filter(({ uses }) => textOf(uses)?.startsWith(`actions/${what}-artifact@`))
}

function globOf(text: string): RegExp {
  const parts = text.split(/(\*|\+\(\[0-9\]\))/)
  const source = parts.map((part) =>
    part === '*' ? '[^/]*' : part.startsWith('+(') ? '[0-9]+' : part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'),
  )
  return new RegExp(`^${source.join('')}$`)
}
