import type { Reports } from '../../../src/ir.ts'
import type { DataMap } from '../../../src/yaml/data.ts'
import { actionOf } from './action.ts'
import { mapOf, wordOf } from './source.ts'

/** Whether a step is the one of ours that compares names with regard to case, which no condition of theirs does. */
export function isGuard(step: DataMap): boolean {
  return step.name === 'Compare names with regard to case' && /GITHUB_|VALUE_/.test(wordOf(step.run) ?? '')
}

/** Whether a step is the one of ours that makes sure that a person approved. */
export function isApproval(step: DataMap): boolean {
  return (
    step.name === 'Make sure that a person approved' &&
    actionOf(step)?.action === 'actions/github-script' &&
    mapOf(step.env)?.ENVIRONMENT !== undefined
  )
}

/** The line of ours that gives scripts the file of outputs. */
export const outputLine = 'export PIPEGEN_OUTPUT="$GITHUB_OUTPUT"\n'

/** The report that a step of ours keeps; undefined for other steps. */
export function reportOf(step: DataMap, job: string): Partial<Pick<Reports, 'junit' | 'coverage'>> | undefined {
  const call = actionOf(step)
  if (call?.action !== 'actions/upload-artifact') return undefined
  const name = wordOf(call.with.name) ?? ''
  const paths = (wordOf(call.with.path) ?? '').split('\n').filter((line) => line !== '')
  if (step.name === 'Upload the junit report' && name.startsWith(`${job}-junit`)) return { junit: paths }
  const [path] = paths
  if (step.name !== 'Upload the coverage report' || !name.startsWith(`${job}-coverage`) || path === undefined)
    return undefined
  return { coverage: { format: 'cobertura', path, pattern: null } }
}
