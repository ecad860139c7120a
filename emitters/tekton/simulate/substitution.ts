/** What stands behind `$(…)` in a run. */
export interface Values {
  readonly params: ReadonlyMap<string, string>
  /** The result of a task; undefined: it has none. */
  readonly result: (task: string, name: string) => string | undefined
  /** How a task ended, as tasks at the end of a run are told. */
  readonly status: (task: string) => string
  /** What else a task knows of itself; undefined: nothing of this name. */
  readonly context?: (key: string) => string | undefined
}

/** A result that a text asks for. */
export interface ResultRef {
  readonly task: string
  readonly result: string
}

const resultRef = /\$\(tasks\.([\w-]+)\.results\.([\w.-]+)(?:\[\*\])?\)/g

/** The results that a text asks for. */
export function resultsIn(text: string): readonly ResultRef[] {
  return [...text.matchAll(resultRef)].map(([, task = '', result = '']) => ({ task, result }))
}

/**
 * A text with what Tekton knows filled in, once; all else stays.
 *
 * @see https://tekton.dev/docs/pipelines/variables/
 */
export function substitute(text: string, { params, result, status, context }: Values): string {
  return text.replaceAll(/\$\(([\w.-]+)(?:\[\*\])?\)/g, (whole, key: string) => {
    const [first = '', second = '', third = '', ...rest] = key.split('.')
    if (first === 'params') return params.get(key.slice('params.'.length)) ?? whole
    if (first !== 'tasks') return context?.(key) ?? whole
    if (third === 'status') return status(second)
    if (third === 'results') return result(second, rest.join('.')) ?? whole
    return second === 'status' ? status('') : whole
  })
}
