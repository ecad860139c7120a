import type { Report } from '../diagnostics.ts'
import { runSteps } from '../features/use.ts'
import type { Job, Pipeline } from '../ir.ts'
import { plainStep } from '../plain-step.ts'
import type { Vendor } from '../vendor.ts'

/**
 * A pipeline that leaves machines for images: where scripts call sudo, a first step makes it run what follows, since images
 * have none and run as root; what else scripts take from such a machine is told.
 */
export function withMachines(pipeline: Pipeline, target: Vendor, report: Report): Pipeline {
  if (target.capabilities['job.host'].level === 'native') return pipeline
  const jobs = pipeline.jobs.map((job) => (isOnMachine(job) ? inImage(job, report) : job))
  return jobs.every((job, index) => job === pipeline.jobs[index]) ? pipeline : { ...pipeline, jobs }
}

function isOnMachine({ container, runner: { os, labels } }: Job): boolean {
  return container === null && labels.length === 0 && os.length === 1 && os[0] === 'linux'
}

function inImage(job: Job, report: Report): Job {
  const scripts = runSteps(job).map(({ script }) => script)
  const tell = (program: string, why: string): void =>
    report('import-approximate', job.origin, {
      address: `the machine of '${job.id}'`,
      from: `a machine with ${program}`,
      to: `an image without ${program}`,
      why,
    })
  if (calls(scripts, 'docker') && !job.tools.some(({ name }) => name === 'docker'))
    tell('docker', 'give the job tools: [docker()], or an image that has all that it needs')
  if (!calls(scripts, 'sudo')) return job
  tell('sudo', 'a first step lets it run what follows it, as root, as the image does')
  const first = { ...plainStep(sudo, job.origin, 'sh'), name: ['Let sudo run what follows it'] }
  return { ...job, steps: [first, ...job.steps] }
}

const sudo = `command -v sudo > /dev/null || {
  printf '%s\\n' '#!/bin/sh' 'while [ "\${1#-}" != "$1" ]; do shift; done' 'exec env "$@"' > /usr/local/bin/sudo
  chmod +x /usr/local/bin/sudo
}`

// At the beginning of a command.
function calls(scripts: readonly string[], program: string): boolean {
  return scripts.some((script) => new RegExp(`(^|[\\n;&|({]|\\b(then|do|else)) *${program} `).test(script))
}
