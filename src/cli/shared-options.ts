/** Options that every command about stories takes. */
export const sharedOptions = {
  format: { type: 'string' },
  verbose: { type: 'boolean', short: 'v' },
  'time-limit': { type: 'string' },
} as const

/** Their lines in the text of `--help`. */
export const sharedHelp = `  --format text|json   how findings are shown; json goes to standard output
  -v, --verbose        show notes too, and every finding
  --time-limit SECONDS how long one story may take to be read (10)
`

/** Their values. */
export interface Shared {
  readonly json: boolean
  readonly verbose: boolean
  readonly seconds: number
}

/** Reads their values, or gives the words for a wrong one. */
export function sharedValues(values: {
  readonly format?: string | undefined
  readonly verbose?: boolean | undefined
  readonly 'time-limit'?: string | undefined
}): Shared | string {
  const { format = 'text', verbose = false, 'time-limit': limit = '10' } = values
  if (format !== 'text' && format !== 'json') return `there is no format '${format}'; it is text or json`
  const seconds = Number(limit)
  if (!(seconds > 0 && seconds <= 3600)) return `'${limit}' is no time limit; give seconds, such as --time-limit 30`
  return { json: format === 'json', verbose, seconds }
}
