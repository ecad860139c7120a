import type { Outcomes } from '../../plan/event.ts'
import { readPairs } from './read-pairs.ts'

/** The options that say how jobs end, as they stand on the command line. */
export const outcomeOptions = {
  fail: { type: 'string', multiple: true },
  close: { type: 'string', multiple: true },
  output: { type: 'string', multiple: true },
} as const

/** Their lines in the text of `--help`. */
export const outcomeHelp = `  --fail JOB           the job fails; 'JOB[a,b]' is one run of a matrix; again for more
  --close JOB          nobody agrees to the deployment of the job
  --output JOB.NAME=VALUE  what a job leaves for others; empty where left out
`

/** Reads how jobs end, or gives the words for what cannot be. */
export function readOutcomes(values: {
  readonly fail?: readonly string[] | undefined
  readonly close?: readonly string[] | undefined
  readonly output?: readonly string[] | undefined
}): Outcomes | string {
  const pairs = readPairs('--output', values.output)
  if (typeof pairs === 'string') return pairs.replace('NAME=VALUE', 'JOB.NAME=VALUE')
  const outputs: Record<string, Record<string, string>> = {}
  for (const [name, value] of Object.entries(pairs)) {
    const at = name.lastIndexOf('.')
    if (at < 1) return `'${name}=${value}' is no --output; write --output JOB.NAME=VALUE`
    const job = name.slice(0, at)
    outputs[job] = { ...outputs[job], [name.slice(at + 1)]: value }
  }
  return { failing: values.fail ?? [], closed: values.close ?? [], outputs }
}
