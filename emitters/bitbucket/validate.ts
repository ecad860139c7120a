import { type Document, plain } from '../../src/document.ts'
import { validate as hold } from '../../src/validate.ts'
import type { Fault } from '../../src/vendor.ts'
import { mostSteps } from './limits.ts'
import {
  type BitbucketCustom,
  type BitbucketFile,
  type BitbucketItem,
  type BitbucketStep,
  fileSchema,
} from './schema.ts'

/** The faults of a file by Bitbucket's format and limits. */
export async function validate(document: Document): Promise<readonly Fault[]> {
  if (document.kind !== 'yaml') return []
  const faults: Fault[] = []
  for (const one of document.documents) {
    const file = plain(one) as BitbucketFile
    const found = await hold(fileSchema, file)
    faults.push(...found, ...(found.length === 0 ? meanings(file) : []))
  }
  return faults
}

/** What a schema does not see: names that nothing has, counts over all steps, and a first step that waits for a person. */
function meanings(file: BitbucketFile): readonly Fault[] {
  const known = {
    services: new Set(['docker', ...Object.keys(file.definitions?.services ?? {})]),
    custom: new Set(Object.keys(file.pipelines?.custom ?? {})),
  }
  const runs = runsOf(file)
  return [
    ...runs.flatMap(({ path, items }) => runFaults(path, items, known)),
    ...Object.entries(file.triggers ?? {}).flatMap(([event, list]) =>
      list.flatMap((trigger, index) =>
        trigger.pipelines
          .filter((name) => !known.custom.has(name))
          .map((name) => ({
            path: ['triggers', event, index, 'pipelines'],
            message: `there is no custom pipeline '${name}'`,
          })),
      ),
    ),
  ]
}

interface FoundRun {
  readonly path: Fault['path']
  readonly items: readonly BitbucketItem[]
}

function runsOf({ pipelines = {} }: BitbucketFile): readonly FoundRun[] {
  const run = (list: BitbucketCustom | undefined, ...path: readonly string[]): readonly FoundRun[] =>
    list === undefined || 'import' in list
      ? []
      : [{ path: ['pipelines', ...path], items: list.filter((item): item is BitbucketItem => !('variables' in item)) }]
  return [
    ...run(pipelines.default, 'default'),
    ...(['branches', 'tags', 'custom'] as const).flatMap((section) =>
      Object.entries<BitbucketCustom>(pipelines[section] ?? {}).flatMap(([key, list]) => run(list, section, key)),
    ),
    ...Object.entries(pipelines['pull-requests'] ?? {}).flatMap(([key, list]) =>
      'destinations' in list
        ? Object.entries(list.destinations).flatMap(([to, inner]) =>
            run(inner, 'pull-requests', key, 'destinations', to),
          )
        : run(list, 'pull-requests', key),
    ),
  ]
}

function runFaults(
  path: Fault['path'],
  items: readonly BitbucketItem[],
  known: { readonly services: ReadonlySet<string>; readonly custom: ReadonlySet<string> },
): readonly Fault[] {
  const steps = items.flatMap(stepsOf)
  const [first] = items
  const at = (message: string): Fault => ({ path, message })
  const deployments = steps.flatMap((step) => step.deployment ?? [])
  return [
    ...(steps.length > mostSteps ? [at(`has ${steps.length} steps, and can have ${mostSteps}`)] : []),
    ...(first !== undefined && (first.step?.trigger ?? first.stage?.trigger) === 'manual'
      ? [at('cannot begin with a step that a person starts')]
      : []),
    ...deployments
      .filter((name, index) => deployments.indexOf(name) < index)
      .map((name) => at(`deploys to '${name}' more than once`)),
    ...steps.flatMap((step) =>
      (step.services ?? [])
        .filter((name) => !known.services.has(name))
        .map((name) => at(`there is no service '${name}'`)),
    ),
    ...steps.flatMap((step) =>
      step.custom === undefined || known.custom.has(step.custom)
        ? []
        : [at(`there is no custom pipeline '${step.custom}'`)],
    ),
  ]
}

function stepsOf(item: BitbucketItem): readonly BitbucketStep[] {
  if (item.step !== undefined) return [item.step]
  const inner = item.stage !== undefined ? item.stage.steps : item.parallel
  const list = inner === undefined ? [] : 'steps' in inner ? inner.steps : inner
  return list.map((one) => one.step)
}
