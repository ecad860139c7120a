import type { Report } from '../../../src/diagnostics.ts'
import type { RunStep } from '../../../src/ir.ts'
import { plainStep } from '../../../src/plain-step.ts'
import type { RawJob } from './context.ts'
import { defaultsOf } from './defaults.ts'
import { linesOf } from './lines.ts'
import { leaves, type Phase, scriptOf } from './script.ts'

/** The phases of a job as steps. */
export interface ReadSteps {
  readonly steps: readonly RunStep[]
  /** The lines that a later step has to run again, for they changed the shell of the ones before. */
  readonly replay: readonly string[]
  readonly script: string
}

const main = ['before_install', 'install', 'before_script', 'script'] as const
const after = ['after_success', 'after_failure', 'before_cache', 'after_script'] as const

/** The steps of a job up to its script: https://docs.travis-ci.com/user/job-lifecycle/ */
export function readMain(job: RawJob, language: string, before: (script: string) => readonly string[]): ReadSteps {
  const defaults = defaultsOf(language)
  const phases = main.flatMap((key) => {
    const cursor = job.keys.get(key)
    cursor?.mark('carried')
    const usual =
      job.silent?.has(key) === true
        ? []
        : key === 'install'
          ? defaults.install
          : key === 'script'
            ? defaults.script
            : []
    const lines = cursor === undefined ? usual : linesOf(cursor)
    const origin = cursor?.origin ?? job.included?.origin ?? job.keys.get('language')?.origin
    const phase: Phase = { lines, after: key === 'script' ? 'all' : 'stop', usual: cursor === undefined }
    return lines.length === 0 ? [] : [{ phase, origin }]
  })
  // From where a line changes the shell on, all runs in one.
  const from = phases.findIndex(({ phase }, index) => index < phases.length - 1 && phase.lines.some(leaves))
  const groups =
    from < 0 ? phases.map((one) => [one]) : [...phases.slice(0, from).map((one) => [one]), phases.slice(from)]
  const nowhere = { file: '', line: 1, column: 1 }
  const steps = groups.map((group) => {
    const text = group.flatMap(({ phase }) => phase.lines).join('\n')
    return plainStep(
      scriptOf(
        group.map(({ phase }) => phase),
        before(text),
      ),
      group[0]?.origin ?? nowhere,
    )
  })
  const all = phases.flatMap(({ phase }) => phase.lines)
  return { steps, replay: all.filter((line) => leaves(line) && !line.includes('\n')), script: all.join('\n') }
}

/** The steps after the script, whose failures change nothing. */
export function readAfter(
  job: RawJob,
  { before, replay }: { readonly before: (script: string) => readonly string[]; readonly replay: readonly string[] },
  report: Report,
): Omit<ReadSteps, 'replay'> {
  const texts: string[] = []
  const steps = after.flatMap((key): readonly RunStep[] => {
    const cursor = job.keys.get(key)
    const lines = linesOf(cursor)
    cursor?.mark('carried')
    if (cursor === undefined || lines.length === 0 || (key === 'before_cache' && job.keys.get('cache') === undefined))
      return []
    const text = lines.join('\n')
    texts.push(text)
    if (key === 'after_failure' || key === 'after_script')
      report('import-approximate', cursor.origin, {
        address: cursor.address,
        from: 'after the script',
        to: key === 'after_failure' ? 'after any failure' : 'in any case',
        why: 'a step of a story looks at all steps before it, those that install too',
      })
    return [
      {
        ...plainStep(scriptOf([{ lines, after: 'free' }], [...before(text), ...replay]), cursor.origin),
        status: key === 'after_failure' ? 'failure' : key === 'after_script' ? 'always' : 'success',
        continueOnError: true,
      },
    ]
  })
  return { steps, script: texts.join('\n') }
}
