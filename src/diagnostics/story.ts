import { list, rule } from './rule.ts'

/** Findings about the shape of a story: names, jobs, stages, order. */
export const storyRules = {
  'invalid-name': rule<{ readonly what: string; readonly name: string; readonly rule: string }>({
    severity: 'error',
    message: (p) => `'${p.name}' cannot be the name of ${p.what}`,
    help: (p) => p.rule,
  }),
  'duplicate-name': rule<{ readonly what: string; readonly name: string; readonly other?: string | undefined }>({
    severity: 'error',
    message: (p) => `two ${p.what} are named '${p.name}'${p.other === undefined ? '' : ` (the other is '${p.other}')`}`,
    help: () => 'names differ in more than upper and lower case; rename one',
  }),
  'empty-stage': rule<{ readonly stage: string }>({
    severity: 'error',
    message: (p) => `the stage '${p.stage}' has no job`,
    help: () => 'give it a job or take it out',
  }),
  'empty-story': rule<{ readonly story: string }>({
    severity: 'error',
    message: (p) => `the story '${p.story}' has no job`,
    help: () => 'add one: stages: { test: { unit: job({ steps: [sh`npm test`] }) } }',
  }),
  'no-trigger': rule<{ readonly story: string }>({
    severity: 'error',
    message: (p) => `nothing starts the story '${p.story}'`,
    help: () => 'name at least one trigger: on: [push()]',
  }),
  'no-steps': rule<{ readonly job: string }>({
    severity: 'error',
    message: (p) => `the job '${p.job}' has no step`,
    help: () => 'give it one: steps: [sh`make`]',
  }),
  'job-outside': rule<{ readonly job: string; readonly used: string }>({
    severity: 'error',
    message: (p) => `'${p.job}' needs a job that stands in no stage${p.used === '' ? '' : ` (${p.used})`}`,
    help: () => 'put the needed job into a stage of this story',
  }),
  'job-twice': rule<{ readonly job: string; readonly other: string }>({
    severity: 'error',
    message: (p) => `one job stands in the stages twice, as '${p.other}' and '${p.job}'`,
    help: () => 'call job() once for each, or share the specification by a function',
  }),
  'need-later': rule<{ readonly job: string; readonly needed: string; readonly stage: string }>({
    severity: 'error',
    message: (p) => `'${p.job}' needs '${p.needed}', which stands in the later stage '${p.stage}'`,
    help: () => 'move one of them; a stage needs earlier stages or its own',
  }),
  'need-cycle': rule<{ readonly jobs: readonly string[] }>({
    severity: 'error',
    message: (p) => `these jobs wait for each other: ${[...p.jobs, p.jobs[0]].join(' -> ')}`,
    help: () => 'take one of the needs out',
  }),
  'unreachable-job': rule<{ readonly job: string; readonly why: string }>({
    severity: 'error',
    message: (p) => `'${p.job}' can never run: ${p.why}`,
    help: () => 'widen its condition, or add the trigger that it waits for',
  }),
  'redundant-need': rule<{ readonly job: string; readonly needed: string }>({
    severity: 'error',
    message: (p) => `'${p.job}' names '${p.needed}' twice in needs`,
    help: () => 'name it once',
  }),
  'unknown-target': rule<{
    readonly target: string
    readonly known: readonly string[]
    readonly near?: string | undefined
  }>({
    severity: 'error',
    message: (p) => `there is no vendor '${p.target}'`,
    help: (p) =>
      p.near === undefined
        ? `the vendors are ${list(p.known)}`
        : `did you mean '${p.near}'? The vendors are ${list(p.known)}`,
  }),
  'no-target': rule<{ readonly story: string }>({
    severity: 'error',
    message: (p) => `the story '${p.story}' names no target`,
    help: () => 'name the vendors in the story (targets: [...]) or on the command line (--to)',
  }),
  'story-twice': rule<{ readonly name: string; readonly other: string }>({
    severity: 'error',
    message: (p) => `two stories are named '${p.name}'; the other is ${p.other}`,
    help: () => 'rename one: the name becomes the name of the output',
  }),
  'wrong-type': rule<{ readonly what: string; readonly expected: string; readonly found: string }>({
    severity: 'error',
    message: (p) => `${p.what} is ${p.found}; it must be ${p.expected}`,
  }),
  'unknown-option': rule<{ readonly what: string; readonly option: string; readonly near?: string | undefined }>({
    severity: 'error',
    message: (p) => `${p.what} has no option '${p.option}'`,
    help: (p) => (p.near === undefined ? 'take it out' : `did you mean '${p.near}'?`),
  }),
}
