import { allOf, yes } from '../../../src/condition/build.ts'
import { canHold } from '../../../src/condition/given.ts'
import { type Condition, type Job, type Pipeline, pipelineVersion, type Stage } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import { titleOf } from '../../../src/title.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'
import { onlyHere } from './condition.ts'
import { readEnv } from './env.ts'
import { withoutEngine } from './images.ts'
import { type ReadJob, readJob, variableText } from './job.ts'
import { mayMissAmong } from './may-miss.ts'
import { idsOf } from './names.ts'
import { readNeeds } from './needs.ts'
import type { Surroundings } from './normal.ts'
import type { Resolved, ResolvedJob } from './resolve.ts'
import { readRules } from './rules.ts'
import { allTriggers, startsOf, withoutOthers } from './starts.ts'

/** A file as a pipeline, before what has no concept is kept by hand. */
export interface ReadPipeline {
  readonly pipeline: Pipeline
  readonly jobs: readonly (ReadJob & {
    readonly resolved: ResolvedJob
    readonly around: Surroundings
    readonly trouble: ReadJob['trouble']
  })[]
  readonly ids: ReadonlyMap<string, string>
  readonly defaultBranch: string
  /** Whether the file itself says for what there are pipelines. */
  readonly hasWorkflow: boolean
  /** For what there are pipelines, going by `workflow`. */
  readonly admitted: Condition
  /** Whether people may start it on some branches alone, which no trigger says. */
  readonly losesManual: boolean
}

/** The stages of a file that names none, beside `.pre` and `.post`: https://docs.gitlab.com/ci/yaml/#stages */
export const usual: readonly string[] = ['build', 'test', 'deploy']

/** Reads what is left of the files when all is resolved. */
export function readPipeline(
  { jobs, top }: Resolved,
  place: { readonly file: string; readonly at: (path: readonly string[]) => Origin },
): ReadPipeline {
  const { at } = place
  const ids = idsOf(jobs.map(({ name }) => name))
  const defaultBranch = defaultBranchOf(top, jobs)
  const stages = stageNames(top, jobs)
  const stageOf = (job: ResolvedJob): string => textOf(job.parts.get('stage')?.value ?? null) ?? 'test'
  const variables = mapOf(top.variables)
  const ordered = stages.flatMap((stage) => jobs.filter((job) => stageOf(job) === stage))
  const used = stages.filter((stage) => ordered.some((job) => stageOf(job) === stage))
  const stageIds = idsOf(used)
  const names = ordered.map(({ name }) => name)
  const before = new Map(
    stages.map((stage) => [
      stage,
      names.slice(
        0,
        ordered.findIndex((job) => stageOf(job) === stage),
      ),
    ]),
  )
  const named = new Map(jobs.map((job) => [job.name, job]))
  const workflow = mapOf(top.workflow)
  const hasWorkflow = workflow.rules !== undefined
  const admitted = hasWorkflow
    ? readRules((key) => (key === 'rules' ? workflow.rules : undefined), { defaultBranch, hasWorkflow }).condition
    : yes
  const conditions = new Map<string, Condition>()
  const mayMiss = mayMissAmong((name) => conditions.get(name) ?? yes)
  const read = ordered.map((resolved) => {
    const get = (key: string): Data | undefined => resolved.parts.get(key)?.value
    const origin = (key: string): Origin => at(resolved.parts.get(key)?.from.at(-1) ?? [resolved.name])
    const earlier = before.get(stageOf(resolved)) ?? []
    const around = {
      ...surroundings(ids.get(resolved.name) ?? resolved.name, earlier, named, variables),
      mayMiss: (name: string) => mayMiss(resolved.name, name),
    }
    const order = readNeeds(get, ids, around, origin('needs'))
    const job = readJob(resolved, {
      id: ids.get(resolved.name) ?? resolved.name,
      stage: stageIds.get(stageOf(resolved)) ?? 'test',
      needs: order.needs,
      defaultBranch,
      hasWorkflow,
      fixed: new Map(Object.entries(variables).map(([name, value]) => [name, variableText(value)])),
      globals: variables,
      isWindows: textsOf(get('tags') ?? null).some((tag) => tag.toLowerCase().includes('windows')),
      at: origin,
    })
    conditions.set(resolved.name, allOf([job.rules.condition, admitted]))
    return {
      ...job,
      resolved,
      around,
      trouble: [...job.trouble, ...order.trouble.map((why) => ({ key: 'needs', why }))],
    }
  })
  const sound = withoutCycles(read.map(({ job }) => job))
  const all = allTriggers(sound, hasWorkflow ? workflow : undefined, at(['workflow']))
  const { triggers, rest, losesManual } = startsOf(all, admitted)
  const jobsOnly = sound.map((job) => {
    const condition = withoutOthers(allOf([job.condition, rest]), triggers)
    // What no run of the file reaches, no run of the story shall reach.
    return { ...job, condition: canHold(condition, triggers) ? condition : onlyHere }
  })
  // GitLab has a name for each job, a story one for all.
  const taken = new Set(jobsOnly.map((job) => job.id))
  const distinct = jobsOnly.map((job) => ({
    ...job,
    artifacts: job.artifacts.map((artifact) => {
      const isFree = artifact.name === job.id || !taken.has(artifact.name)
      taken.add(artifact.name)
      return isFree ? artifact : { ...artifact, name: job.id }
    }),
  }))
  return {
    ids,
    defaultBranch,
    hasWorkflow,
    admitted,
    losesManual,
    jobs: read.map((one, index) => ({ ...one, job: distinct[index] ?? one.job })),
    pipeline: {
      version: pipelineVersion,
      name: 'ci',
      title: titleOf(nameOf(top), 'ci'),
      source: 'ci.story.ts',
      targets: ['gitlab'],
      triggers,
      vendorTriggers: [],
      stages: used.map((name): Stage => ({ name: stageIds.get(name) ?? name, origin: at(['stages']) })),
      jobs: distinct,
      env: readEnv(
        withoutEngine(
          variables,
          distinct.flatMap(({ tools }) => tools),
        ),
        { fixed: new Map(), axes: new Set() },
        at(['variables']),
      ).env,
      permissions: { contents: 'read' },
      cancelSuperseded: jobs.length > 0 && jobs.every(isInterruptible) ? 'all' : 'none',
      defaultBranch,
      runners: {},
      raw: [],
      accepted: [],
      origin: { file: place.file, line: 1, column: 1 },
    },
  }
}

/** Whether a newer run may end a job; one that starts another pipeline says nothing of it. */
function isInterruptible({ parts }: ResolvedJob): boolean {
  return parts.has('trigger') ? !parts.has('interruptible') : parts.get('interruptible')?.value === true
}

function surroundings(
  id: string,
  earlier: readonly string[],
  named: ReadonlyMap<string, ResolvedJob>,
  variables: DataMap,
): Omit<Surroundings, 'mayMiss'> {
  const get = (name: string, key: string): Data | undefined => named.get(name)?.parts.get(key)?.value
  return {
    id,
    earlier,
    variables,
    leavesFiles: (name) => mapOf(get(name, 'artifacts')).paths !== undefined,
    isConditional: (name) => ['rules', 'only', 'except', 'when'].some((key) => get(name, key) !== undefined),
  }
}

// Jobs that wait for each other, or for later ones, are an error of the file; in a story they would be one too.
function withoutCycles(jobs: readonly Job[]): readonly Job[] {
  const stageOf = new Map(jobs.map((job, index) => [job.id, { stage: job.stage, index }]))
  const order = [...new Set(jobs.map((job) => job.stage))]
  const sound = jobs.map((job) => ({
    ...job,
    needs: job.needs.filter((need) => {
      const other = stageOf.get(need.job)
      return other !== undefined && need.job !== job.id && order.indexOf(other.stage) <= order.indexOf(job.stage)
    }),
  }))
  const done = new Set<string>()
  const byId = new Map(sound.map((job) => [job.id, job]))
  const open = new Set<string>()
  const visit = (id: string): boolean => {
    if (done.has(id)) return true
    if (open.has(id)) return false
    open.add(id)
    const job = byId.get(id)
    if (job !== undefined)
      byId.set(id, { ...job, needs: job.needs.filter((need) => need.by === 'stage' || visit(need.job)) })
    open.delete(id)
    done.add(id)
    return true
  }
  for (const job of sound) visit(job.id)
  return sound.map((job) => byId.get(job.id) ?? job)
}

// `.pre` and `.post` stand around all others: https://docs.gitlab.com/ci/yaml/#stage-pre
function stageNames(top: DataMap, jobs: readonly ResolvedJob[]): readonly string[] {
  const told = textsOf(top.stages ?? top.types ?? null)
  const asked = jobs.map((job) => textOf(job.parts.get('stage')?.value ?? null) ?? 'test')
  const known = told.length > 0 ? told : usual
  const others = asked.filter((stage) => !known.includes(stage) && stage !== '.pre' && stage !== '.post')
  return [...new Set(['.pre', ...known.filter((stage) => stage !== '.pre' && stage !== '.post'), ...others, '.post'])]
}

function defaultBranchOf(top: DataMap, jobs: readonly ResolvedJob[]): string {
  const text = JSON.stringify([
    top.workflow ?? null,
    ...jobs.map((job) => [...job.parts.values()].map((part) => part.value)),
  ])
  return /"master"|\\"master\\"/.test(text) && !/"main"|\\"main\\"/.test(text) ? 'master' : 'main'
}

// In a name of GitLab's a dollar sign stands before a variable.
function nameOf(top: DataMap): string | undefined {
  const name = textOf(mapOf(top.workflow).name ?? null)
  return name?.includes('$') ? undefined : name
}
