import type { Job, RunStep } from '../../src/ir.ts'
import { refsOfJob } from '../../src/refs.ts'
import { credentialsMount } from './checkout.ts'
import { merged, variables } from './env.ts'
import { outputFile } from './outputs.ts'
import type { Params } from './params.ts'
import { partOf, segmentsOf, testFunctions } from './parts.ts'
import { resourcesOf, securityOf } from './runner.ts'
import type { TektonMount, TektonParam, TektonStep } from './schema.ts'
import { standsAlone, writeScript } from './script.ts'
import { dockerHost } from './services.ts'
import { formatMinutes } from './timeouts.ts'
import { type Place, secretFolder, tokenFolder } from './values.ts'

/** The containers of the steps of a job, and the parameters that the task needs for them. */
export interface Written {
  readonly steps: readonly TektonStep[]
  readonly params: readonly TektonParam[]
}

/** The containers of the steps of a job: one for all portable steps in a row. */
export function writeRunSteps(job: Job, place: Place, params: Params, image: string, watched: boolean): Written {
  const segments = segmentsOf(job, place)
  const firstRun = segments.findIndex((segment) => 'run' in segment)
  const taken: TektonParam[] = []
  const steps = segments.map((segment, index): TektonStep => {
    if ('native' in segment) return segment.native
    const vars = variables(place, params)
    for (const { name, value } of merged(place.pipeline.env, job.env)) vars.add(name, value)
    if (job.outputs.length > 0) vars.set('PIPEGEN_OUTPUT', outputFile)
    if (job.tools.some(({ name }) => name === 'docker')) vars.set('DOCKER_HOST', dockerHost)
    const { script, ...limits } = container(segment.run, place, watched, vars)
    taken.push(...vars.params())
    const mounts = mountsOf(job)
    const [resources, security] = [resourcesOf(job), securityOf(job)]
    return {
      name: index === firstRun ? 'run' : `run-${index + 1}`,
      image,
      ...(job.lock !== null && { timeout: formatMinutes(job.timeoutMinutes) }),
      ...limits,
      ...(vars.env().length > 0 && { env: vars.env() }),
      ...(resources !== undefined && { computeResources: resources }),
      ...(security !== undefined && { securityContext: security }),
      ...(mounts.length > 0 && { volumeMounts: mounts }),
      script,
    }
  })
  return { steps, params: taken }
}

function container(
  steps: readonly RunStep[],
  place: Place,
  watched: boolean,
  vars: ReturnType<typeof variables>,
): Pick<TektonStep, 'timeout' | 'onError'> & { readonly script: string } {
  const single = steps.length === 1
  const drafts = steps.map((step) => partOf(step, single, place, vars))
  const [first] = drafts
  const alone = first !== undefined && standsAlone(drafts) && !(watched && first.mayFail)
  const onError = watched || (alone && first.mayFail) ? { onError: 'continue' as const } : {}
  const timeout = alone && first.timeoutMinutes !== null ? { timeout: formatMinutes(first.timeoutMinutes) } : {}
  return {
    ...timeout,
    ...onError,
    script: writeScript(drafts, [...vars.lines(), ...testFunctions(steps, place)], alone),
  }
}

function mountsOf(job: Job): readonly TektonMount[] {
  const refs = refsOfJob(job).map(({ ref }) => ref)
  return [
    ...(job.checkout?.credentials === true ? [credentialsMount] : []),
    ...(refs.some((ref) => ref.ref === 'secret' && ref.file)
      ? [{ name: 'secret-files', mountPath: secretFolder, readOnly: true }]
      : []),
    ...(refs.some((ref) => ref.ref === 'idToken')
      ? [{ name: 'identity-token', mountPath: tokenFolder, readOnly: true }]
      : []),
  ]
}
