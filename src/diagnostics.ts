import { featureRules } from './diagnostics/feature.ts'
import { importRules } from './diagnostics/import.ts'
import { planRules } from './diagnostics/plan.ts'
import type { Rule, Severity } from './diagnostics/rule.ts'
import { runRules } from './diagnostics/run.ts'
import { storyRules } from './diagnostics/story.ts'
import { valueRules } from './diagnostics/value.ts'
import { worldRules } from './diagnostics/world.ts'
import type { Origin } from './origin.ts'

export type { Severity } from './diagnostics/rule.ts'

/** Every code that a finding can have. */
export const rules = {
  ...featureRules,
  ...storyRules,
  ...valueRules,
  ...worldRules,
  ...planRules,
  ...runRules,
  ...importRules,
} as const

/** The name of a rule. */
export type Code = keyof typeof rules

/** What the words of a code need. */
export type Params<C extends Code> = (typeof rules)[C] extends Rule<infer P> ? P : never

/** One finding, as plain data. */
export interface Diagnostic {
  readonly code: Code
  readonly severity: Severity
  readonly message: string
  readonly help?: string
  readonly origin?: Origin
  /** A page of the vendor or of pipegen that says more. */
  readonly docs?: string
}

/** Takes a finding. It is passed down as the last parameter; null is a finding without a place. */
export type Report = <C extends Code>(code: C, at: Origin | null, params: Params<C>, docs?: string) => void

/** A `report` and the list that it fills. */
export function collect(): { readonly report: Report; readonly found: readonly Diagnostic[] } {
  const found: Diagnostic[] = []
  const report: Report = (code, at, params, docs) => {
    const rule = rules[code] as unknown as Rule<typeof params>
    const help = rule.help?.(params)
    found.push({
      code,
      severity: rule.severity,
      message: rule.message(params),
      ...(help === undefined ? {} : { help }),
      ...(at === null ? {} : { origin: at }),
      ...(docs === undefined ? {} : { docs }),
    })
  }
  return { report, found }
}

/** Whether one of the findings is an error. */
export function hasErrors(found: readonly Diagnostic[]): boolean {
  return found.some((diagnostic) => diagnostic.severity === 'error')
}
