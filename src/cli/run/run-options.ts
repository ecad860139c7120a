import { eventHelp, eventOptions } from '../plan/event-options.ts'
import { sharedHelp, sharedOptions } from '../shared-options.ts'

/** The options of `pipegen run`. */
export const runOptions = {
  job: { type: 'string', multiple: true },
  from: { type: 'string', multiple: true },
  jobs: { type: 'string', short: 'j' },
  'keep-going': { type: 'boolean' },
  'fail-fast': { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  'in-place': { type: 'boolean' },
  host: { type: 'boolean' },
  root: { type: 'string' },
  secrets: { type: 'string', multiple: true },
  service: { type: 'string', multiple: true },
  deploy: { type: 'string', multiple: true },
  approve: { type: 'string', multiple: true },
  artifacts: { type: 'string' },
  report: { type: 'string', multiple: true },
  ...eventOptions,
  ...sharedOptions,
} as const

/** The text of `pipegen run --help`. */
export const runHelp = `  pipegen run                      the story here, as a push of this branch would run it
  pipegen run --job unit           this job and what it needs
  pipegen run --tag v1.0.0 --dry-run

Usage: pipegen run [jobs...] [stories...] [options]

A plain word names a job, as --job does; a story is a file, or a folder with a slash.

Runs jobs on this machine, each in a copy of the working tree, with what is not committed and without what git ignores;
the copies are gone at the end. Jobs that deploy, or that get secrets which nobody gave, do not run by accident.

  --job JOB            this job and what it needs; again for more
  --from JOB           this job and all that waits for it; what came before counts as done
  -j, --jobs N         so many jobs at once; as many as there are processors where left out
  --keep-going         a failed job holds nobody back
  --fail-fast          the first failure ends the run
  --dry-run            only say what would run
  --in-place           in the working tree itself, one job at a time
  --host               with the programs of this machine, also where docker or podman works
  --root DIR           the folder that is the project; the root of the repository where left out
  --secrets FILE       a file of NAME=value lines; else secrets come from the environment
  --service NAME=HOST:PORT  a service that was started by hand
  --deploy NAME        run the deployments to this environment; * for all
  --approve NAME       agree to this environment or job; on a terminal it is asked
  --artifacts DIR      copy what jobs leave, and their reports, into this folder
  --report junit=FILE  the result as a file; junit or json
${eventHelp.replace('the default branch where left out', 'this branch where left out').replace('it is not known what changed', 'git says what changed')}${sharedHelp}`

/** The arguments with `--report junit FILE` as one word, as it may be written too. */
export function joinReports(args: readonly string[]): readonly string[] {
  const joined: string[] = []
  for (let at = 0; at < args.length; at++) {
    const [one = '', kind = '', file] = args.slice(at, at + 3)
    const isPair = one === '--report' && (kind === 'junit' || kind === 'json') && file !== undefined
    if (!isPair) joined.push(one)
    else {
      joined.push(`--report=${kind}=${file}`)
      at += 2
    }
  }
  return joined
}
