import type { Job, Pipeline, RunStep, Step } from '../../../src/ir.ts'

/** What a job leaves as an output where nothing else is said: a text that a careless hand would break. */
export function leftAs(job: string, name: string): string {
  return `${name} of ${job}: it's $HOME`
}

/** The story with scripts that tell what they find, in place of its own; all else stays, but for what is one vendor's own. */
export function probed(pipeline: Pipeline): Pipeline {
  return { ...pipeline, raw: [], jobs: pipeline.jobs.map(probedJob) }
}

function probedJob(job: Job): Job {
  const steps = job.steps.flatMap((step): readonly Step[] => (step.kind === 'run' ? [step] : []))
  return { ...job, raw: [], steps: steps.map((step, index) => probedStep(step as RunStep, job, index)) }
}

function probedStep(step: RunStep, job: Job, index: number): Step {
  const left = job.outputs.map(
    ({ name }) => `printf '%s\\n' '${name}=${leftAs(job.id, name).replaceAll("'", "'\\''")}' >>"$PIPEGEN_OUTPUT"`,
  )
  const files = index > 0 ? [] : job.artifacts.flatMap(({ paths }) => paths.map(made))
  const lines = [
    'place=$PWD',
    'while [ "$place" != "" ] && [ ! -e "$place/.probe" ]; do place=${place%/*}; done',
    ...files,
    `{ printf 'STEP ${job.id} ${index} %s %s %s\\0' "$-" "\${SHELLOPTS:-none}" "\${PWD#"$place"}" && env -0; } >>"$PROBE_TRACE"`,
    ...(step.writesOutputs ? left : []),
  ]
  return { ...step, raw: [], script: lines.join('\n'), shell: step.shell === 'pwsh' ? 'bash' : step.shell }
}

// Files for the artifacts of the job, so that there is something to keep.
function made(path: string): string {
  const name = path.replaceAll(/\*+/g, 'x').replace(/\/$/, '/x')
  const folder = name.slice(0, Math.max(0, name.lastIndexOf('/')))
  return `${folder === '' ? '' : `mkdir -p "$place"/'${folder}' && `}{ [ -e "$place"/'${name}' ] || : >"$place"/'${name}'; }`
}
