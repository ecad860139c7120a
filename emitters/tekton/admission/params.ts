import { type Entry, each, faultIf, type Scene, texts, twice } from './scene.ts'

const name = /^[_a-zA-Z][_a-zA-Z0-9.-]*$/
const lower = (text: string): string => text.toLowerCase()

// A list or an object can come as one reference.
function isReference(value: unknown): boolean {
  return typeof value === 'string' && /^\$\([^()]+\)$/.test(value)
}

// What a pipeline gives to a task is seen inside of it.
function given({ task }: Entry): readonly { readonly name: string }[] {
  return [
    ...(task.params ?? []),
    ...(task.matrix?.params ?? []),
    ...(task.matrix?.include ?? []).flatMap((row) => row.params ?? []),
  ]
}

/** Rules about parameters. Those of a run are seen by the tasks inside of it, so that only their kinds must fit. */
export const paramRules = {
  'param-name': each((entry) =>
    (entry.task.taskSpec?.params ?? []).flatMap((param, index) =>
      faultIf(
        !name.test(param.name),
        entry,
        ['taskSpec', 'params', index, 'name'],
        'has characters that no parameter may have',
      ),
    ),
  ),
  'param-unique': each((entry) => [
    ...faultIf(
      twice(
        (entry.task.taskSpec?.params ?? []).map((one) => one.name),
        lower,
      ).length > 0,
      entry,
      ['taskSpec', 'params'],
      'must have names that differ in more than case',
    ),
    ...faultIf(
      twice((entry.task.params ?? []).map((one) => one.name)).length > 0,
      entry,
      ['params'],
      'must have unique names',
    ),
  ]),
  'run-param-unique': ({ run }: Scene) =>
    twice((run.spec.params ?? []).map((one) => one.name)).map((again) => ({
      path: ['spec', 'params'],
      message: `has '${again}' twice`,
    })),
  'param-given': each((entry, { run }) => {
    const names = new Set([...given(entry), ...(run.spec.params ?? [])].map((one) => one.name))
    return (entry.task.taskSpec?.params ?? []).flatMap((param, index) =>
      faultIf(
        param.default === undefined && !names.has(param.name),
        entry,
        ['taskSpec', 'params', index],
        `nothing gives '${param.name}' a value`,
      ),
    )
  }),
  'param-exists': each((entry, { run, spec }) => {
    const known = new Set(
      [...(entry.task.taskSpec?.params ?? []), ...given(entry), ...(run.spec.params ?? []), ...(spec.params ?? [])].map(
        (one) => one.name,
      ),
    )
    return texts(entry.task).flatMap(([path, text]) =>
      [...text.matchAll(/\$\(params\.([_a-zA-Z][_a-zA-Z0-9-]*)\)/g)].flatMap((found) =>
        faultIf(!known.has(found[1] as string), entry, path, `there is no parameter '${found[1] ?? ''}'`),
      ),
    )
  }),
  'param-kind': each((entry) => {
    const kinds = new Map((entry.task.taskSpec?.params ?? []).map((one) => [one.name, one.type ?? 'string']))
    return (entry.task.params ?? []).flatMap((param, index) => {
      const kind = typeof param.value === 'string' ? 'string' : Array.isArray(param.value) ? 'array' : 'object'
      const wanted = kinds.get(param.name)
      return faultIf(
        wanted !== undefined && wanted !== kind && !isReference(param.value),
        entry,
        ['params', index, 'value'],
        `must be of the type ${wanted ?? ''}`,
      )
    })
  }),
  'array-alone': each((entry) =>
    (entry.task.taskSpec?.steps ?? []).flatMap((step, index) =>
      texts(step).flatMap(([path, text]) => {
        if (path[0] === 'params') return []
        const whole = /^\$\(params\.[^)]+\[\*\]\)$/.test(text) && (path[0] === 'args' || path[0] === 'command')
        return faultIf(
          /\$\(params\.[^)]+\[\*\]\)/.test(text) && !whole,
          entry,
          ['taskSpec', 'steps', index, ...path],
          'a list stands alone in an argument',
        )
      }),
    ),
  ),
} as const
