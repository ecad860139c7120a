import type { TektonStep } from '../schema.ts'
import { type Entry, each, faultIf, type Scene, texts, twice } from './scene.ts'

const label = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/

const eachStep = (
  look: (step: TektonStep, entry: Entry, below: readonly (string | number)[]) => ReturnType<typeof faultIf>,
) =>
  each((entry: Entry, _: Scene) =>
    (entry.task.taskSpec?.steps ?? []).flatMap((step, index) => look(step, entry, ['taskSpec', 'steps', index])),
  )

/** What a step that is taken from elsewhere cannot say itself. */
const ofItsOwn = ['image', 'command', 'args', 'script', 'env', 'volumeMounts', 'workingDir', 'results'] as const

/** Rules about steps. */
export const stepRules = {
  'step-name': eachStep((step, entry, below) =>
    faultIf(
      step.name !== undefined && !label.test(step.name),
      entry,
      [...below, 'name'],
      'must be a DNS label of up to 63 characters',
    ),
  ),
  'step-name-unique': each((entry) =>
    faultIf(
      twice((entry.task.taskSpec?.steps ?? []).flatMap(({ name }) => name ?? [])).length > 0,
      entry,
      ['taskSpec', 'steps'],
      'must have unique names',
    ),
  ),
  'step-image': eachStep((step, entry, below) =>
    faultIf(
      step.ref === undefined && (step.image ?? entry.task.taskSpec?.stepTemplate?.image ?? '') === '',
      entry,
      [...below, 'image'],
      'is missing',
    ),
  ),
  'script-or-command': eachStep((step, entry, below) =>
    faultIf(
      step.script !== undefined && step.command !== undefined,
      entry,
      below,
      'cannot have both script and command',
    ),
  ),
  'reference-alone': eachStep((step, entry, below) =>
    faultIf(
      step.ref !== undefined && ofItsOwn.some((key) => step[key] !== undefined),
      entry,
      below,
      `cannot have ${ofItsOwn.join(', ')} beside ref`,
    ),
  ),
  'params-with-reference': eachStep((step, entry, below) =>
    faultIf(step.ref === undefined && step.params !== undefined, entry, [...below, 'params'], 'need ref'),
  ),
  'step-on-error': eachStep((step, entry, below) =>
    faultIf(
      !['continue', 'stopAndFail', undefined].includes(step.onError) && !/^\$\(params\./.test(String(step.onError)),
      entry,
      [...below, 'onError'],
      'must be continue or stopAndFail',
    ),
  ),
  'mount-outside-tekton': eachStep((step, entry, below) =>
    (step.volumeMounts ?? []).flatMap(({ mountPath, name }, index) => [
      ...faultIf(
        /^\/tekton\/(?!home)/.test(`${mountPath}/`),
        entry,
        [...below, 'volumeMounts', index],
        'lies in /tekton/, which is kept for Tekton',
      ),
      ...faultIf(
        name.startsWith('tekton-internal-'),
        entry,
        [...below, 'volumeMounts', index],
        'has a name that is kept for Tekton',
      ),
    ]),
  ),
  'result-exists': eachStep((step, entry, below) => {
    const names = new Set((entry.task.taskSpec?.results ?? []).map(({ name }) => name))
    return [...(step.script ?? '').matchAll(/\$\(results\.([^.)]+)\.path\)/g)].flatMap((found) =>
      faultIf(!names.has(found[1] as string), entry, [...below, 'script'], `there is no result '${found[1] ?? ''}'`),
    )
  }),
  'context-of-a-task': eachStep((step, entry, below) =>
    texts(step).flatMap(([path, text]) =>
      [...text.matchAll(/\$\(context\.(task(?:Run)?\.[^)]+)\)/g)].flatMap((found) =>
        faultIf(
          !taskContext.has(found[1] as string),
          entry,
          [...below, ...path],
          `has ${found[0]}, which a task does not know`,
        ),
      ),
    ),
  ),
  'step-results': eachStep((step, entry, below) =>
    texts(step).flatMap(([path, text]) =>
      faultIf(
        /\$\(steps\.[^.)]+\.results\./.test(text) &&
          !['env', 'command', 'args', 'when', 'params'].includes(String(path[0])),
        entry,
        [...below, ...path],
        'reads the result of a step where only env, command and args may',
      ),
    ),
  ),
} as const

const taskContext = new Set(['taskRun.name', 'taskRun.namespace', 'taskRun.uid', 'task.name', 'task.retry-count'])
