import type { Report } from '../../src/diagnostics.ts'
import type { Job, Text } from '../../src/ir.ts'
import { refsOfJob } from '../../src/refs.ts'
import { artifactFolder, artifactWorkspace, fetchStep, saveStep, savesAfterFailure } from './artifacts.ts'
import { checkoutStep, credentialsVolume } from './checkout.ts'
import { takeLiterally } from './collisions.ts'
import { variables } from './env.ts'
import { imageOf } from './images.ts'
import { lockMinutes, lockStep } from './locks.ts'
import { matrixOf } from './matrix.ts'
import { label } from './names.ts'
import { outputStep, resultLimit, watching } from './outputs.ts'
import type { Params } from './params.ts'
import type { Planned } from './plan.ts'
import { writeRunSteps } from './run-steps.ts'
import type { TektonParam, TektonPipelineTask, TektonStep, TektonVolume, TektonWhen } from './schema.ts'
import { sidecarsOf } from './services.ts'
import { formatMinutes } from './timeouts.ts'
import { folderOf, matrixParam, type Place, secretSource } from './values.ts'

/** What a task gets from the plan of its run. */
export interface TaskSetting {
  readonly params: Params
  readonly when: readonly TektonWhen[]
  readonly after: readonly string[]
  /** Artifacts that another task of the run fetches. */
  readonly kept: (artifact: string) => boolean
  /** Artifacts that this one fetches. */
  readonly fetched: readonly string[]
  readonly report: Report
}

/** A job as a task of the pipeline, with its steps in it. */
export function taskOf({ job, task, place, last }: Planned, setting: TaskSetting): TektonPipelineTask {
  const { params, report } = setting
  const imageText = (image: Text) => written(image, 'an image', job, report)
  const { sidecars, params: forSidecars } = sidecarsOf(job, place, params, imageText, report)
  const fetching = fetchStep(setting.fetched)
  const segments = job.steps.length
  // Outputs of a job that may fail are read by others all the same.
  const watched = savesAfterFailure(job) || (job.allowFailure && job.outputs.length > 0)
  const saving = saveStep(job, setting.kept, watched)
  checkOutputs(job, report)
  const lockVars = variables(place, params)
  const around: TektonStep[] = [
    ...(job.lock === null ? [] : [lockStep(job.lock, lockVars)]),
    ...(job.checkout === null ? [] : [checkoutStep(job.checkout, needsMessage(job), place.run, params)]),
    ...(fetching === undefined ? [] : [fetching]),
  ]
  const containers = around.length + sidecars.length + segments + (saving === undefined ? 1 : 2)
  const output = outputStep(job, resultLimit(containers))
  const run = writeRunSteps(job, place, params, imageText(imageOf(job)), watched && (saving ?? output) !== undefined)
  const own = distinct([...lockVars.params(), ...forSidecars, ...run.params])
  const matrix = job.matrix === null ? undefined : matrixOf(job.matrix, report)
  const taken = [...own.map(({ name }) => name), ...matrixNames(matrix)]
  const shares = fetching !== undefined || job.artifacts.some(({ name }) => setting.kept(name))
  const volumes = volumesOf(job, place, params)
  return {
    name: task,
    ...displayName(job, report),
    ...(setting.after.length > 0 && !last && { runAfter: setting.after }),
    ...(setting.when.length > 0 && { when: setting.when }),
    ...(job.allowFailure && { onError: 'continue' as const }),
    ...(job.retry > 0 && { retries: job.retry }),
    timeout: formatMinutes(taskMinutes(job)),
    ...(matrix !== undefined && { matrix }),
    ...(own.length > 0 && { params: own }),
    ...(shares && { workspaces: [{ name: artifactWorkspace }] }),
    taskSpec: {
      ...(taken.length > 0 && { params: taken.map((name) => ({ name })) }),
      ...(shares && { workspaces: [{ name: artifactWorkspace, mountPath: artifactFolder }] }),
      ...(job.outputs.length > 0 && { results: job.outputs.map(({ name }) => ({ name })) }),
      ...(volumes.length > 0 && { volumes }),
      ...(sidecars.length > 0 && { sidecars }),
      stepTemplate: { workingDir: folderOf(job), env: [{ name: 'HOME', value: '/tekton/home' }] },
      steps: [...around, ...run.steps, ...lastSteps(output, saving, watched)],
    },
  }
}

// The last of the steps tells the result of the ones that were watched.
function lastSteps(
  output: TektonStep | undefined,
  saving: TektonStep | undefined,
  watched: boolean,
): readonly TektonStep[] {
  if (output === undefined) return saving === undefined ? [] : [saving]
  if (saving !== undefined) return [output, saving]
  return [watched ? { ...output, script: `${output.script ?? ''}${watching.first}\n${watching.last}\n` } : output]
}

/** How long one try of a task may take, in minutes. */
function taskMinutes(job: Job): number {
  return job.timeoutMinutes + (job.lock === null ? 0 : lockMinutes)
}

function needsMessage(job: Job): boolean {
  return refsOfJob(job).some(({ ref }) => ref.ref === 'context' && ref.name === 'commitMessage')
}

// A dot in the name of a result would name a key of it.
function checkOutputs(job: Job, report: Report): void {
  for (const { name, origin } of job.outputs) {
    if (/^[A-Za-z0-9]([-\w]*[A-Za-z0-9])?$/.test(name)) continue
    report('vendor-name', origin, {
      vendor: 'Tekton',
      what: 'an output',
      name,
      why: 'a result has letters, digits, dashes and underscores, and begins and ends with a letter or digit',
    })
  }
}

// Only values of the matrix may stand here, and they are parameters of the task.
function written(text: Text, what: string, job: Job, report: Report): string {
  return text
    .map((part) => {
      if (typeof part === 'string') return takeLiterally(part, what, job.origin, report)
      return part.ref === 'matrix' ? `$(params.${matrixParam(part.key)})` : ''
    })
    .join('')
}

function displayName(job: Job, report: Report): { readonly displayName?: string } {
  if (job.name.length === 1 && job.name[0] === job.id) return {}
  return { displayName: written(job.name, 'the name of a job', job, report) }
}

function matrixNames(matrix: TektonPipelineTask['matrix']): readonly string[] {
  const names = [...(matrix?.params ?? []), ...(matrix?.include ?? []).flatMap((row) => row.params ?? [])].map(
    ({ name }) => name,
  )
  return [...new Set(names)]
}

function distinct(list: readonly TektonParam[]): readonly TektonParam[] {
  return [...new Map(list.map((param) => [param.name, param])).values()]
}

function volumesOf(job: Job, place: Place, params: Params): readonly TektonVolume[] {
  const files = new Set<string>()
  const audiences = new Set<string>()
  for (const { ref } of refsOfJob(job)) {
    if (ref.ref === 'secret' && ref.file) files.add(ref.name)
    if (ref.ref === 'idToken') audiences.add(ref.audience)
  }
  const { secret, fromForks } = secretSource(place)
  return [
    ...(job.checkout === null ? [] : [credentialsVolume(place)]),
    ...(files.size === 0
      ? []
      : [
          {
            name: 'secret-files',
            secret: {
              secretName: fromForks ? params.use(secret) : secret,
              items: [...files].map((key) => ({ key, path: key })),
              ...(fromForks && { optional: true }),
            },
          },
        ]),
    ...(audiences.size === 0
      ? []
      : [
          {
            name: 'identity-token',
            projected: {
              sources: [...audiences].map((audience) => ({ serviceAccountToken: { audience, path: label(audience) } })),
            },
          },
        ]),
  ]
}
