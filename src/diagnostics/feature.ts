import { rule } from './rule.ts'

/** What the words of a finding of the table need. */
export interface FeatureWords {
  readonly finding: string
  readonly vendor: string
  readonly feature: string
  readonly text: string
}

/** Findings of the feature table; their words come from the row and the vendor's cell. */
export const featureRules = {
  'feature-lowered': rule<FeatureWords>({
    severity: 'note',
    message: (p) => `${p.vendor}: ${p.feature}: ${p.text}`,
  }),
  'feature-setup': rule<FeatureWords>({
    severity: 'note',
    message: (p) => `${p.vendor} keeps this in its settings, not in the file: ${p.feature}: ${p.text}`,
  }),
  'feature-degraded': rule<FeatureWords>({
    severity: 'warning',
    message: (p) => `${p.vendor} does less than the story says: ${p.feature}: ${p.text}`,
    help: (p) => `accept it in the story: accept: { '${p.finding}': 'the reason' }`,
  }),
  'feature-refused': rule<FeatureWords>({
    severity: 'error',
    message: (p) => `${p.vendor} has no ${p.feature}: ${p.text}`,
    help: (p) => `or go without it there: accept: { '${p.finding}': 'the reason' }`,
  }),
  'feature-accepted': rule<FeatureWords & { readonly reason: string }>({
    severity: 'warning',
    message: (p) => `${p.vendor} goes without ${p.feature}, accepted because: ${p.reason}`,
  }),
  'open-limit': rule<{
    readonly vendor: string
    readonly most: number
    readonly left: number
  }>({
    severity: 'note',
    message: (p) =>
      `${p.vendor} ends a job after ${p.most} minutes: so long may jobs take there that say nothing, not ${p.left} as the story leaves them`,
    help: () => 'say the time that the job may take: timeout: 30',
  }),
  'vendor-ended': rule<{ readonly vendor: string; readonly date: string; readonly command: string }>({
    severity: 'warning',
    message: (p) => `${p.vendor} ended on ${p.date}: its files are right for archives, and nothing runs them any more`,
    help: (p) => `go over to another vendor: ${p.command}`,
  }),
  'acceptance-unused': rule<{ readonly finding: string; readonly near?: string | undefined }>({
    severity: 'error',
    message: (p) => `nothing is found that '${p.finding}' accepts`,
    help: (p) => (p.near === undefined ? 'take the line out' : `did you mean '${p.near}'?`),
  }),
}
