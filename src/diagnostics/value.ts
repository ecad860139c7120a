import { list, rule } from './rule.ts'

/** Findings about values: references, conditions, triggers, scripts, limits of options. */
export const valueRules = {
  'bad-cron': rule<{ readonly cron: string; readonly why: string }>({
    severity: 'error',
    message: (p) => `'${p.cron}' is no cron expression: ${p.why}`,
    help: () => "five fields: minute hour day-of-month month day-of-week, as in '30 5 * * 1-5'",
  }),
  'bad-time-zone': rule<{ readonly timeZone: string }>({
    severity: 'error',
    message: (p) => `there is no time zone '${p.timeZone}'`,
    help: () => "use an IANA name, such as 'Europe/Zurich' or 'UTC'",
  }),
  'bad-pattern': rule<{ readonly pattern: string; readonly why: string }>({
    severity: 'error',
    message: (p) => `'${p.pattern}' is no pattern: ${p.why}`,
    help: () => '`*` stands for any characters but a slash, `**` for any characters; all else stands for itself',
  }),
  'bad-value': rule<{ readonly what: string; readonly value: string; readonly expected: string }>({
    severity: 'error',
    message: (p) => `${p.what} cannot be ${p.value}`,
    help: (p) => `write ${p.expected}`,
  }),
  'bad-env-name': rule<{ readonly name: string; readonly why: string }>({
    severity: 'error',
    message: (p) => `the environment variable '${p.name}' cannot be set: ${p.why}`,
    help: () => 'choose another name: letters, digits and underscores, not beginning with a digit',
  }),
  'bad-path': rule<{ readonly path: string; readonly why: string }>({
    severity: 'error',
    message: (p) => `the path '${p.path}' cannot be used: ${p.why}`,
    help: () => 'paths are relative to the root of the project, with forward slashes',
  }),
  'bad-default': rule<{ readonly input: string; readonly value: string; readonly options: readonly string[] }>({
    severity: 'error',
    message: (p) => `the default of the input '${p.input}' is '${p.value}', which is not one of its options`,
    help: (p) => `choose one of ${list(p.options, 'or')}`,
  }),
  'unprintable-character': rule<{ readonly what: string; readonly code: string }>({
    severity: 'error',
    message: (p) => `${p.what} holds the character ${p.code}, which no environment and no script can carry`,
    help: () => 'take it out, or write it as an escape that your program understands',
  }),
  'secret-printed': rule<{ readonly secret: string; readonly where: string }>({
    severity: 'error',
    message: (p) => `the secret '${p.secret}' stands in ${p.where}, where people would read it`,
    help: (p) =>
      `give it to the job by env: { ${p.secret}: secret('${p.secret}') } and let the command read it from there`,
  }),
  'reference-misplaced': rule<{ readonly what: string; readonly where: string; readonly why: string }>({
    severity: 'error',
    message: (p) => `${p.what} cannot be used in ${p.where}`,
    help: (p) => p.why,
  }),
  'unknown-output': rule<{ readonly job: string; readonly output: string; readonly known: readonly string[] }>({
    severity: 'error',
    message: (p) => `'${p.job}' has no output '${p.output}'`,
    help: (p) => (p.known.length === 0 ? `declare it: outputs: ['${p.output}']` : `its outputs are ${list(p.known)}`),
  }),
  'matrix-output': rule<{ readonly job: string }>({
    severity: 'error',
    message: (p) => `'${p.job}' runs once per cell of its matrix, so it has no outputs`,
    help: () => 'write the value to an artifact, or move it to a job without a matrix',
  }),
  'foreign-reference': rule<{ readonly what: string; readonly job: string }>({
    severity: 'error',
    message: (p) => `${p.what} is not of the job '${p.job}' that uses it`,
    help: () => 'name the service in the services of this job, or use the cell that its own callback gives',
  }),
  'foreign-input': rule<{ readonly input: string; readonly where: string }>({
    severity: 'error',
    message: (p) => `${p.where} '${p.input}' belongs to a trigger that this story does not have`,
    help: () => 'name the trigger in the story: on: [...]',
  }),
  'empty-matrix': rule<{ readonly job: string; readonly why: string }>({
    severity: 'error',
    message: (p) => `the matrix of '${p.job}' has no cell: ${p.why}`,
    help: () => 'leave at least one combination',
  }),
  'matrix-exclude': rule<{ readonly key: string; readonly value: string }>({
    severity: 'error',
    message: (p) => `the matrix has no '${p.value}' on the axis '${p.key}' to exclude`,
    help: () => 'exclude values that an axis has',
  }),
  'status-inside': rule<{ readonly status: string }>({
    severity: 'error',
    message: (p) => `${p.status}() can only stand at the top of a condition, or inside an all(...) at the top`,
    help: () => 'write when: all(onFailure(), branch(...)), and a job of its own for the other case',
  }),
  'script-reference': rule<{ readonly reference: string; readonly why: string }>({
    severity: 'error',
    message: (p) => `${p.reference} cannot stand here in the script: ${p.why}`,
    help: () => 'give it a name by env: { NAME: ... } of the step, and use "$NAME" in the script',
  }),
  'raw-address': rule<{ readonly vendor: string; readonly address: string }>({
    severity: 'error',
    message: (p) => `the raw patch for ${p.vendor} changes ${p.address}, which the output does not have`,
    help: () => 'the output has changed under the patch: read it, then mend or remove the patch',
  }),
  'raw-invalid': rule<{ readonly vendor: string; readonly address: string; readonly why: string }>({
    severity: 'error',
    message: (p) =>
      `with the raw patch, the output is no longer valid for ${p.vendor}: ${p.address === '' ? '' : `${p.address}: `}${p.why}`,
  }),
  'raw-elsewhere': rule<{ readonly vendor: string; readonly others: readonly string[] }>({
    severity: 'warning',
    message: (p) => `the raw patch for ${p.vendor} changes nothing on ${list(p.others)}`,
    help: () => 'make sure that the story means the same without it there',
  }),
  limit: rule<{
    readonly vendor: string
    readonly what: string
    readonly count: string
    readonly limit: string
    readonly help?: string | undefined
  }>({
    severity: 'error',
    message: (p) => `${p.vendor} takes at most ${p.limit} ${p.what}; this has ${p.count}`,
    help: (p) => p.help,
  }),
  'vendor-name': rule<{ readonly vendor: string; readonly what: string; readonly name: string; readonly why: string }>({
    severity: 'error',
    message: (p) => `on ${p.vendor}, ${p.what} cannot be named '${p.name}': ${p.why}`,
    help: () => 'rename it in the story',
  }),
}
