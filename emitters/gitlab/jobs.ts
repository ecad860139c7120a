import { yes } from '../../src/condition/build.ts'
import { reduce } from '../../src/condition/reduce.ts'
import { annotate, type Yaml, type YamlMap } from '../../src/document.ts'
import type { Env, Job, Pipeline, RawPatch, Text } from '../../src/ir.ts'
import { writeAfterScript } from './after-script.ts'
import { leavesFiles, writeArtifacts } from './artifacts.ts'
import { writeCaches } from './cache.ts'
import { writeCheckout } from './checkout.ts'
import { canSay } from './conditions/expression.ts'
import { type Rule, rulesOf } from './conditions/rules.ts'
import { exportsOf, isShared, variableOf } from './env.ts'
import { isGated, writeEnvironment } from './environment.ts'
import { axesOf, writeMatrix } from './matrix.ts'
import { isOpen, takesAnyImage } from './open.ts'
import { mostNeeds, named, type Order, orderOf, stages } from './order.ts'
import { readsFrom } from './outputs.ts'
import { early, type Plan } from './plan.ts'
import { tagsOf, tagVariable, variesByCell } from './runner.ts'
import { writeScript } from './script.ts'
import { dockerVariables, setsUpEngine, writeServices } from './services.ts'
import { writeTimeout } from './timeout.ts'
import { id } from './title.ts'
import { tokensOf } from './tokens.ts'
import { groundOf, onWindows } from './tools.ts'
import { rulesByStart, type Start } from './triggers.ts'
import { keywordText, type Values } from './values.ts'

/** What all jobs of a story share in the output. */
export interface Shelf {
  readonly plan: Plan
  readonly keys: ReadonlyMap<string, string>
  /** The name of a stage in the file. */
  readonly stage: (name: string) => string
  readonly starts: readonly Start[]
  /** Whether the jobs of other stories may stand beside these in a run. */
  readonly apart: boolean
  /** Whether the file holds several stories. */
  readonly several: boolean
  /** Variables of all jobs that say how sources are fetched. */
  readonly checkout: Readonly<Record<string, string>>
  /** The time limit in minutes that stands once for all jobs. */
  readonly timeout: number | undefined
  /** When a job is part of a run; undefined where rules cannot say it. */
  readonly rules: (job: Job) => readonly Rule[] | undefined
  /** Whether jobs of earlier stages leave files that GitLab would hand on, by the number of the stage. */
  readonly filesBefore: (stage: number) => boolean
}

const whens = { success: undefined, failure: 'on_failure', always: 'always' } as const

/** A job: https://docs.gitlab.com/ci/yaml/#job-keywords */
export function writeJob(job: Job, shelf: Shelf): YamlMap {
  const { plan, keys } = shelf
  const { pipeline } = plan
  const { tokens, byAudience } = tokensOf(job)
  const values: Values = { names: plan.names, job, axes: axesOf(job, pipeline), tokens: byAudience }
  const { variables, exports, loose } = envOf(job, shelf, values)
  const ground = groundOf(job)
  // What fills it says the rest: https://docs.gitlab.com/ci/yaml/#trigger
  const isFilled = job.steps.length === 0
  const services = writeServices(job, values, pipeline)
  const caches = writeCaches(job.caches, values)
  const lock = job.lock?.name ?? (job.matrix?.maxParallel === 1 ? [`${pipeline.name}/${job.id}`] : undefined)
  const tags = variesByCell(job) ? [`$${tagVariable}`] : (tagsOf(job, pipeline) ?? [])
  return {
    stage: shelf.stage(job.stage),
    ...writeOrder(job, shelf),
    ...writeRules(job, shelf),
    parallel: writeMatrix(job, pipeline, values.axes),
    tags: tags.length === 0 ? undefined : annotate(tags, { flow: true }),
    image:
      ground.image === null || (isFilled && job.container === null) || takesAnyImage(job, pipeline)
        ? undefined
        : imageOf(job, ground.image, values, pipeline),
    services: services.length === 0 ? undefined : services,
    variables: Object.keys(variables).length === 0 ? undefined : variables,
    id_tokens:
      tokens.length === 0
        ? undefined
        : Object.fromEntries(tokens.map(({ name, audience }) => [name, { aud: audience }])),
    environment: job.environment === null ? undefined : writeEnvironment(job.environment, values),
    resource_group: lock === undefined ? undefined : keywordText(lock, values),
    timeout: writeTimeout(job, shelf.timeout),
    retry: job.retry === 0 ? undefined : job.retry,
    allow_failure: job.allowFailure ? true : undefined,
    // The name alone publishes a site: https://docs.gitlab.com/user/project/pages/
    pages: keys.get(job.id) === 'pages' ? false : undefined,
    cache: caches.length === 0 ? undefined : caches,
    coverage: job.reports.coverage?.pattern == null ? undefined : `/${job.reports.coverage.pattern}/`,
    script: isFilled ? undefined : writeScript(job, exports, loose, values, plan),
    after_script: writeAfterScript(job, exports, values, plan),
    artifacts: writeArtifacts(job),
  }
}

function imageOf(job: Job, image: Text, values: Values, pipeline: Pipeline): Yaml {
  const user = job.container?.user ?? null
  const name = keywordText(image, values)
  if (job.container !== null && isOpen(pipeline))
    return user === null && !job.raw.some(addsToImage) ? name : { name, docker: user === null ? undefined : { user } }
  // Else the entry point of the image would run in place of the shell: https://docs.gitlab.com/ci/docker/using_docker_images/#override-the-entrypoint-of-an-image
  return {
    name,
    entrypoint: annotate([''], { flow: true }),
    docker: user === null ? undefined : { user },
  }
}

function addsToImage({ vendor, patch }: RawPatch): boolean {
  return vendor === id && typeof patch.image === 'object' && patch.image !== null
}

// The environment of all jobs stands at the top of the file, unless other stories share it.
function envOf(
  job: Job,
  shelf: Shelf,
  values: Values,
): { readonly variables: Readonly<Record<string, Yaml>>; readonly exports: readonly string[]; readonly loose: Env } {
  const { pipeline } = shelf.plan
  const own = new Set(job.env.map((entry) => entry.name))
  const variables: Record<string, Yaml> = {
    ...(job.steps.length === 0 ? {} : writeCheckout(job.checkout, shelf.checkout, isOpen(pipeline))),
    ...(setsUpEngine(job, pipeline) ? dockerVariables : {}),
  }
  const tokens = new Set(values.tokens.values())
  const patched = patchedVariables(job.raw)
  const patchedForAll = patchedVariables(pipeline.raw)
  const loose = [...pipeline.env.filter((entry) => !own.has(entry.name)), ...job.env].filter((entry) => {
    // Else the script would undo what the patch says.
    if (patched?.has(entry.name) || (patchedForAll?.has(entry.name) && !own.has(entry.name))) return false
    const variable = variableOf(entry.value, values)
    if (variable === undefined) return true
    const shared = !shelf.several && !own.has(entry.name) && isShared(entry)
    if (!shared && !tokens.has(entry.name) && variable !== `$${entry.name}`) variables[entry.name] = variable
    return false
  })
  return { variables, exports: onWindows(job) ? [] : exportsOf(loose, values), loose }
}

// The variables to which raw patches give a value; undefined: none.
function patchedVariables(raw: readonly RawPatch[]): ReadonlySet<string> | undefined {
  if (raw.length === 0) return undefined
  const given = raw.flatMap(({ vendor, patch }) =>
    vendor === id ? Object.entries(patch.variables ?? {}).filter(([, value]) => value !== null) : [],
  )
  return given.length === 0 ? undefined : new Set(given.map(([name]) => name))
}

function writeOrder(job: Job, shelf: Shelf): YamlMap {
  const { plan, keys } = shelf
  const order = settled(orderOf(job, plan, shelf.apart), job, plan)
  const key = (id: string) => keys.get(id) ?? id
  if (order.by === 'stages') {
    const fetch = order.fetch.filter((id) => hasFiles(id, plan))
    const asked = job.needs[0]?.by === 'needs' ? job.needs.map((need) => need.job) : []
    const read = asked.filter((id) => !order.fetch.includes(id) && readsFrom(job, id, plan))
    const from = [...fetch, ...read].map(key)
    return shelf.filesBefore(plan.stageOf.get(job.stage) ?? 0) ? { dependencies: annotate(from, { flow: true }) } : {}
  }
  const needs = order.needs.map(({ job: id, artifacts, optional }): Yaml => {
    const takes = artifacts || readsFrom(job, id, plan)
    const leaves = !takes && hasFiles(id, plan)
    return optional || leaves
      ? { job: key(id), artifacts: leaves ? false : undefined, optional: optional ? true : undefined }
      : key(id)
  })
  return { needs: needs.every((need) => typeof need === 'string') ? annotate(needs, { flow: true }) : needs }
}

// Where a story accepts that an order cannot be kept, its jobs wait for what they name, as far as there is room.
function settled(order: Order, job: Job, plan: Plan): Exclude<Order, { readonly by: 'trouble' }> {
  if (order.by !== 'trouble') return order
  return job.needs.length > mostNeeds || job.needs[0]?.by !== 'needs' ? stages(job) : named(job, plan)
}

function hasFiles(id: string, plan: Plan): boolean {
  const job = plan.jobs.get(id)
  return job !== undefined && leavesFiles(job)
}

function writeRules(job: Job, shelf: Shelf): YamlMap {
  const rules = shelf.rules(job) ?? withoutCondition(job, shelf)
  const gate = isGated(job.environment)
  const when = gate ? 'manual' : whens[job.status]
  if (rules.length === 0 && !gate) return { when }
  const more = gate ? { when, allow_failure: false } : { when }
  const written = (rules.length === 0 ? [{}] : rules).map((rule: Rule): YamlMap => {
    const tests = { if: rule.if, changes: rule.changes }
    if (rule.never) return { ...tests, when: 'never' }
    return rule.if === undefined && rule.changes === undefined && when === undefined
      ? { when: 'on_success' }
      : { ...tests, ...more }
  })
  return { rules: written }
}

// Where a story accepts that a condition cannot be said, it goes without the parts that cannot.
function withoutCondition(job: Job, { plan }: Shelf): readonly Rule[] {
  const speaker = { names: plan.names, triggers: plan.pipeline.triggers }
  return (
    rulesOf(
      reduce(early(plan.effective(job)), (test) => (canSay(test) ? test : yes)),
      speaker,
    ) ?? []
  )
}

/** When a job is part of a run; undefined where rules cannot say it. `starts` are the triggers of its story, where there are others. */
export function jobRules(job: Job, plan: Plan, starts?: readonly Start[]): readonly Rule[] | undefined {
  const speaker = { names: plan.names, triggers: plan.pipeline.triggers }
  const condition = early(plan.effective(job))
  return starts === undefined ? rulesOf(condition, speaker) : rulesByStart(condition, starts, speaker)
}
