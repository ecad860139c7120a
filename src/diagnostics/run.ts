import { list, rule } from './rule.ts'

/** Findings of a run on this machine. */
export const runRules = {
  'run-starts-nothing': rule<{ readonly story: string; readonly event: string }>({
    severity: 'error',
    message: (p) => `${p.event} starts no run of '${p.story}'`,
    help: () => 'say what has happened, such as --event manual or --branch main; pipegen run --help names them all',
  }),
  'run-unknown-job': rule<{
    readonly job: string
    readonly known: readonly string[]
    readonly near?: string | undefined
  }>({
    severity: 'error',
    message: (p) => `there is no job '${p.job}'; there ${p.known.length === 1 ? 'is' : 'are'} ${list(p.known)}`,
    help: (p) => (p.near === undefined ? undefined : `did you mean '${p.near}'?`),
  }),
  'run-impossible': rule<{ readonly why: string }>({
    severity: 'error',
    message: (p) => `nothing can be run here: ${p.why}`,
  }),
  'run-secret': rule<{ readonly job: string; readonly names: readonly string[] }>({
    severity: 'warning',
    message: (p) => `'${p.job}' does not run here: nobody gave it ${list(p.names)}`,
    help: (p) => `set ${list(p.names)} in the environment, or in a file: --secrets .env`,
  }),
  'run-deployment': rule<{ readonly job: string; readonly environment: string }>({
    severity: 'warning',
    message: (p) => `'${p.job}' does not run here: it deploys to '${p.environment}', and nobody asked for that`,
    help: (p) => `ask for it: --deploy ${p.environment}`,
  }),
  'run-service': rule<{
    readonly job: string
    readonly service: string
    readonly image: string
    readonly port: number
  }>({
    severity: 'warning',
    message: (p) =>
      `'${p.job}' does not run here: the service '${p.service}' (${p.image}) needs docker or podman, and none works here`,
    help: (p) => `start it by hand, and say where it answers: --service ${p.service}=localhost:${p.port}`,
  }),
  'run-system': rule<{ readonly job: string; readonly system: string; readonly here: string }>({
    severity: 'warning',
    message: (p) => `'${p.job}' does not run here: it needs ${p.system}, and this machine has ${p.here}`,
  }),
  'run-program': rule<{ readonly job: string; readonly program: string }>({
    severity: 'warning',
    message: (p) => `'${p.job}' does not run here: it needs ${p.program}, and there is none that works`,
  }),
  'run-vendor-step': rule<{ readonly job: string; readonly what: 'step' | 'condition' }>({
    severity: 'warning',
    message: (p) => `'${p.job}' does not run here: a ${p.what} of it is written for others alone`,
    help: (p) =>
      p.what === 'step' ? 'say what it does anywhere else: vendorStep({ ..., otherwise: sh`...` })' : undefined,
  }),
  'run-image': rule<{ readonly jobs: readonly string[] }>({
    severity: 'warning',
    message: (p) =>
      `no container engine works here, so ${list(p.jobs)} ${p.jobs.length === 1 ? 'runs' : 'run'} with the programs of this machine, not of ${p.jobs.length === 1 ? 'its image' : 'their images'}`,
  }),
  'run-tool': rule<{
    readonly tool: string
    readonly wanted: string
    readonly found: string
    readonly jobs: readonly string[]
  }>({
    severity: 'warning',
    message: (p) =>
      p.found === ''
        ? `${p.tool} ${p.wanted} is not on the PATH, and ${list(p.jobs)} ${p.jobs.length === 1 ? 'uses' : 'use'} it`
        : `${list(p.jobs)} ${p.jobs.length === 1 ? 'runs' : 'run'} with ${p.tool} ${p.found}, not ${p.wanted}`,
    help: (p) => (p.found === '' ? 'install it, or put it on the PATH' : undefined),
  }),
  'run-degraded': rule<{ readonly feature: string; readonly text: string }>({
    severity: 'warning',
    message: (p) => `this machine does less than the story says: ${p.feature}: ${p.text}`,
  }),
}
