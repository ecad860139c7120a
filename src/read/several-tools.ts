import { verdicts } from '../check.ts'
import type { Report } from '../diagnostics.ts'
import type { EnvEntry, Job, Pipeline, RunStep, Tool } from '../ir.ts'
import { plainStep } from '../plain-step.ts'
import type { Vendor } from '../vendor.ts'

/**
 * A pipeline whose jobs have one toolchain each where a vendor takes it from an image: the others are set up by a first step,
 * for all steps that follow.
 */
export function withOneTool(pipeline: Pipeline, target: Vendor, report: Report): Pipeline {
  if (target.capabilities['job.tools.several'].level === 'native') return pipeline
  const refused = new Set(
    verdicts(pipeline, target).flatMap(({ feature, cell, use }) =>
      feature === 'job.tools.several' && cell.level === 'refused' ? (use.job?.id ?? []) : [],
    ),
  )
  if (refused.size === 0) return pipeline
  const jobs = pipeline.jobs.map((job) => (refused.has(job.id) ? inOneImage(job, report) : job))
  return { ...pipeline, jobs }
}

function inOneImage(job: Job, report: Report): Job {
  const tools = job.tools.filter(({ name }) => name !== 'docker')
  const main = tools.find((tool) => !isLoose(tool)) ?? tools.find(({ name }) => hasCurl(name))
  const others = tools.filter((tool) => tool !== main)
  const isLinux = job.runner.os.length === 1 && job.runner.os[0] === 'linux'
  if (main === undefined || !isLinux || !others.every(isLoose)) return job
  const names = others.map(({ name }) => name).join(' and ')
  report('import-approximate', job.origin, {
    address: `the toolchains of '${job.id}'`,
    from: 'a machine with all of them',
    to: `the image of ${main.name}`,
    why: `a first step sets up ${names}, which takes time in each run: an image that has them all is quicker`,
  })
  return {
    ...job,
    tools: job.tools.filter((tool) => !others.includes(tool)),
    steps: [setUp(others, names, job), ...job.steps],
  }
}

// What the step loads the others with.
function hasCurl(name: Tool['name']): boolean {
  return name !== 'deno' && name !== 'bun'
}

// Programs that work by a link to them, and versions that mean the same to images and to what sets them up.
function isLoose({ name, version, with: build }: Tool): boolean {
  const plain = version.every((part) => typeof part !== 'string' || /^(\d+(\.\d+)*|lts|latest)$/.test(part))
  return build === null && /^(node|python|go|deno|bun)$/.test(name) && plain && version.length === 1
}

// https://mise.jdx.dev/cli/where.html: what the project itself says of tools is for its people.
function setUp(tools: readonly Tool[], names: string, { origin }: Job): RunStep {
  const env: EnvEntry[] = []
  const lines = tools.flatMap(({ name, version }) => {
    const [part] = version
    const variable = `${name.toUpperCase()}_VERSION`
    if (typeof part !== 'string') env.push({ name: variable, value: version, origin })
    const wanted = typeof part === 'string' ? `${name}@${part}` : `"${name}@$${variable}"`
    return [`mise install ${wanted}`, `ln -sf "$(mise where ${wanted})"/bin/* /usr/local/bin/`]
  })
  const script = [
    'export MISE_NO_CONFIG=1 MISE_DATA_DIR=/usr/local/share/mise MISE_INSTALL_PATH=/usr/local/bin/mise',
    'curl -fsSL https://mise.run | sh',
    ...lines,
  ].join('\n')
  return { ...plainStep(script, origin), name: [`Set up ${names}`], env }
}
