import type { Report } from '../../src/diagnostics.ts'
import { annotate, type Document, type Yaml, type YamlMap } from '../../src/document.ts'
import { header, titleLines } from '../../src/header.ts'
import type { Job, Pipeline } from '../../src/ir.ts'
import { mergeRaw } from '../../src/lower/merge-raw.ts'
import { leavesFiles } from './artifacts.ts'
import { sharedCheckout } from './checkout.ts'
import { inputReference, isShared, variableOf } from './env.ts'
import { apiInput, storyInput, writeInputs } from './inputs.ts'
import { checkInterpolation } from './interpolation.ts'
import { jobRules, type Shelf, writeJob } from './jobs.ts'
import { keysOf } from './keys.ts'
import { checkLimits, checkMemory, checkRules, checkSize } from './limits.ts'
import { apiVariable, eventVariable, storyVariable } from './names.ts'
import { memo, planOf } from './plan.ts'
import { checkStepPatches } from './step-patches.ts'
import { meet, mergeStages } from './stories.ts'
import { minutesText, sharedTimeout } from './timeout.ts'
import { id, title } from './title.ts'
import { type Start, startsOf, writeStarts } from './triggers.ts'
import { checkApart } from './trouble.ts'
import type { Values } from './values.ts'

/** The file that GitLab reads at the root of the project. */
export const path = '.gitlab-ci.yml'

/** The one file of all stories: https://docs.gitlab.com/ci/yaml/ */
export function emit(pipelines: readonly Pipeline[], report: Report): readonly Document[] {
  const [first] = pipelines
  if (first === undefined || !checkSize(pipelines, report)) return []
  let failed = false
  const watch: Report = (...finding) => {
    failed = true
    report(...finding)
  }
  for (const pipeline of pipelines) checkLimits(pipeline, watch)
  const inputs = writeInputs(pipelines, watch)
  const shelves = shelvesOf(pipelines)
  for (const shelf of shelves) checkShelf(shelf, watch)
  if (failed) return []
  const config = writeConfig(pipelines, shelves, watch)
  checkMemory(first, config, watch)
  if (inputs !== undefined)
    checkInterpolation(new Map(shelves.map((shelf) => [shelf.plan.pipeline, shelf.keys])), config, watch)
  return [
    { kind: 'yaml', path, header: headerOf(pipelines), documents: [...(inputs === undefined ? [] : [inputs]), config] },
  ]
}

function headerOf(pipelines: readonly Pipeline[]): readonly string[] {
  const accepted = pipelines.flatMap((pipeline) => pipeline.accepted.filter((one) => one.finding.includes(':gitlab/')))
  return [
    ...header(
      pipelines.map((pipeline) => pipeline.source),
      accepted.map(({ finding, reason }) => `${finding}: ${reason}`),
    ),
    // One pipeline runs the jobs of all stories, and can have one name.
    ...(pipelines.length > 1 ? titleLines(pipelines) : []),
  ]
}

function shelvesOf(pipelines: readonly Pipeline[]): readonly Shelf[] {
  const plans = pipelines.map(planOf)
  const keys = keysOf(plans.map((plan) => plan.pipeline))
  const several = pipelines.length > 1
  const byHand =
    pipelines.filter((pipeline) => pipeline.triggers.some((trigger) => trigger.kind === 'manual')).length > 1
  const jobs = pipelines.flatMap((pipeline) => pipeline.jobs)
  const [checkout, timeout] = [sharedCheckout(jobs), sharedTimeout(jobs)]
  const agreed = mergeStages(pipelines)
  const anyFiles = several && pipelines.some((pipeline) => pipeline.jobs.some(leavesFiles))
  return plans.map((plan) => {
    const firstWithFiles = plan.byStage.findIndex((jobs) => jobs.some(leavesFiles))
    const apart = pipelines.some((other) => other !== pipelines[plans.indexOf(plan)] && meet(plan.pipeline, other))
    const starts = startsOf(plan.pipeline, byHand)
    return {
      plan,
      keys: keys.get(plan.pipeline) ?? new Map(),
      stage: (name) => (agreed === undefined ? `${plan.pipeline.name}:${name}` : name),
      starts,
      rules: memo((job) => jobRules(job, plan, several ? starts : undefined)),
      apart,
      several,
      checkout,
      timeout,
      filesBefore: (stage) => (apart && anyFiles) || (firstWithFiles >= 0 && firstWithFiles < stage),
    }
  })
}

function checkShelf(shelf: Shelf, report: Report): void {
  for (const job of shelf.plan.pipeline.jobs) {
    checkRules(job, shelf.rules(job) ?? [], report)
    checkStepPatches(job, report)
    if (shelf.several) checkApart(job, shelf, report)
  }
}

function writeConfig(pipelines: readonly Pipeline[], shelves: readonly Shelf[], report: Report): YamlMap {
  const jobs: Record<string, Yaml> = {}
  for (const shelf of shelves) {
    for (const job of shelf.plan.pipeline.jobs) {
      const key = shelf.keys.get(job.id) ?? job.id
      jobs[key] = annotate(mergeRaw(writeJob(job, shelf), job.raw, { id, title }, report, [key]), { blank: true })
    }
  }
  const stages =
    mergeStages(pipelines) ??
    shelves.flatMap((shelf) => shelf.plan.pipeline.stages.map((stage) => shelf.stage(stage.name)))
  const variables = variablesOf(pipelines, shelves)
  const top: YamlMap = {
    workflow: workflowOf(pipelines, shelves),
    stages: stages.length === 0 ? undefined : annotate(annotate(stages, { flow: true }), { blank: true }),
    default: defaultOf(pipelines, shelves[0]?.timeout),
    variables: Object.keys(variables).length === 0 ? undefined : annotate(variables, { blank: true }),
    ...jobs,
  }
  return pipelines.reduce((merged, pipeline) => mergeRaw(merged, pipeline.raw, { id, title }, report), top)
}

function defaultOf(pipelines: readonly Pipeline[], timeout: number | undefined): Yaml | undefined {
  const isSuperseded = pipelines.some((pipeline) => pipeline.cancelSuperseded !== 'none')
  if (!isSuperseded && timeout === undefined) return undefined
  const usual: YamlMap = {
    interruptible: isSuperseded ? true : undefined,
    timeout: timeout === undefined ? undefined : minutesText(timeout),
  }
  return annotate(usual, { blank: true })
}

// Without a word from the story a newer commit stops nothing; GitLab's own default stops what has not begun.
function workflowOf(pipelines: readonly Pipeline[], shelves: readonly Shelf[]): YamlMap {
  const modes = new Set(pipelines.map((pipeline) => pipeline.cancelSuperseded))
  const usual = modes.size === 1 && modes.has('all') ? 'interruptible' : 'none'
  const cancel =
    (pipeline: Pipeline) =>
    (start: Start): string | undefined => {
      const mode =
        pipeline.cancelSuperseded === 'all' ||
        (pipeline.cancelSuperseded === 'pullRequests' && start.trigger.kind === 'pullRequest')
          ? 'interruptible'
          : 'none'
      return mode === usual ? undefined : mode
    }
  const names = shelves.some((shelf) => shelf.plan.names.used.has(eventVariable))
  const only = pipelines.length === 1 ? pipelines[0] : undefined
  return {
    name: only === undefined ? undefined : (only.title ?? only.name),
    auto_cancel: { on_new_commit: usual },
    rules: shelves.flatMap((shelf) => writeStarts(shelf.starts, cancel(shelf.plan.pipeline), names)),
  }
}

function variablesOf(pipelines: readonly Pipeline[], shelves: readonly Shelf[]): Readonly<Record<string, Yaml>> {
  const variables: Record<string, Yaml> = { ...shelves[0]?.checkout }
  const input = (name: string): Yaml => ({ value: inputReference(name), expand: false })
  if (shelves.some((shelf) => shelf.starts.some((start) => start.if.includes(storyVariable))))
    variables[storyVariable] = input(storyInput)
  if (pipelines.some((pipeline) => pipeline.triggers.some((trigger) => trigger.kind === 'api')))
    variables[apiVariable] = input(apiInput)
  for (const shelf of shelves)
    for (const [variable, name] of shelf.plan.names.used) if (name !== '') variables[variable] = input(name)
  const [only] = shelves
  if (only === undefined || shelves.length > 1) return variables
  const { pipeline, names } = only.plan
  const [job] = pipeline.jobs
  for (const entry of pipeline.env.filter(isShared)) {
    const values: Values = { names, job: job as Job, axes: new Map(), tokens: new Map() }
    const variable = variableOf(entry.value, values)
    if (variable !== undefined) variables[entry.name] = variable
  }
  return variables
}
