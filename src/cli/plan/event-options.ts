/** The options that say what happens, as they stand on the command line. */
export const eventOptions = {
  event: { type: 'string' },
  branch: { type: 'string' },
  tag: { type: 'string' },
  'pull-request': { type: 'string' },
  fork: { type: 'boolean' },
  schedule: { type: 'string' },
  input: { type: 'string', multiple: true },
  call: { type: 'string' },
  payload: { type: 'string', multiple: true },
  changed: { type: 'string', multiple: true },
} as const

/** Their values. */
export interface EventOptions {
  readonly event?: string | undefined
  readonly branch?: string | undefined
  readonly tag?: string | undefined
  readonly 'pull-request'?: string | undefined
  readonly fork?: boolean | undefined
  readonly schedule?: string | undefined
  readonly input?: readonly string[] | undefined
  readonly call?: string | undefined
  readonly payload?: readonly string[] | undefined
  readonly changed?: readonly string[] | undefined
}

/** Their lines in the text of `--help`. */
export const eventHelp = `  --event NAME         push (the default), tag, pullRequest, schedule, manual or api; the options below imply it
  --branch NAME        the branch of a push or of a start by hand; the default branch where left out
  --tag NAME           a pushed tag
  --pull-request FROM[:INTO]  a pull request; into the default branch where left out
  --fork               the pull request comes from another repository
  --schedule NAME      a schedule of the story
  --input NAME=VALUE   a start by hand, with this input; again for more
  --call EVENT         a call of the API, with --payload NAME=VALUE
  --changed PATH       a file that changed; again for more. Where left out, it is not known what changed
`
