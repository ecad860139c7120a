import { list, rule } from './rule.ts'

/** Findings of plans: what was asked for, and where vendors do otherwise. */
export const planRules = {
  'plan-unknown': rule<{
    readonly what: string
    readonly name: string
    readonly near?: string | undefined
    readonly known: readonly string[]
  }>({
    severity: 'error',
    message: (p) => `there is no ${p.what} '${p.name}'`,
    help: (p) =>
      p.near !== undefined
        ? `did you mean '${p.near}'?`
        : p.known.length === 0
          ? `the story has no ${p.what}`
          : `there is ${list(p.known.slice(0, 12))}${p.known.length > 12 ? ' …' : ''}`,
  }),
  'plan-value': rule<{ readonly what: string; readonly value: string; readonly expected: string }>({
    severity: 'error',
    message: (p) => `${p.what} cannot be '${p.value}'`,
    help: (p) => `it is ${p.expected}`,
  }),
  'plan-branch': rule<{ readonly name: string; readonly near: string }>({
    severity: 'warning',
    message: (p) => `the story speaks of no branch '${p.name}'`,
    help: (p) => `did you mean '${p.near}'?`,
  }),
  'plan-differs': rule<{
    readonly vendor: string
    readonly job: string
    readonly about: string
    readonly meant: string
    readonly found: string
  }>({
    severity: 'error',
    message: (p) =>
      `${p.vendor} does otherwise than the story says with '${p.job}': ${p.about}: ${p.found}, not ${p.meant}`,
    help: () => 'this is a fault of pipegen, not of your story: please report it with the story and the command',
  }),
  'plan-vendor-condition': rule<{
    readonly job: string
    readonly vendors: readonly string[]
    readonly texts: readonly string[]
  }>({
    severity: 'warning',
    message: (p) =>
      `whether '${p.job}' runs is decided by ${list(p.vendors)} alone, in words that no plan can read: ${p.texts.join(' / ')}`,
    help: (p) =>
      `${p.vendors.length === 1 ? 'its column' : 'their columns'} of \`pipegen plan --to\` ${p.vendors.length === 1 ? 'says' : 'say'} what becomes of it there, as far as the rules are known; what needs the job is as open as the job`,
  }),
  'plan-refused': rule<{ readonly vendor: string; readonly why: string }>({
    severity: 'warning',
    message: (p) => `${p.vendor} was not played: it does not take the story: ${p.why}`,
    help: () => 'pipegen targets says all of what is missing there',
  }),
  'plan-not-played': rule<{ readonly vendor: string }>({
    severity: 'warning',
    message: (p) => `${p.vendor} was not played: pipegen does not know how it runs its files`,
  }),
} as const
