import { bug } from '../src/bug.ts'
import { isYes } from '../src/condition/build.ts'
import { canHold } from '../src/condition/given.ts'
import type { Report } from '../src/diagnostics.ts'
import { type Env, type Job, type Pipeline, pipelineVersion } from '../src/ir.ts'
import { near } from '../src/near.ts'
import { inside, type Origin } from '../src/origin.ts'
import { isTitle } from '../src/title.ts'
import { type Usual, usualRunners } from '../src/usual.ts'
import { usualEnv } from '../src/usual-env.ts'
import { compileEnv } from './compile/env.ts'
import { compileJob, type Draft } from './compile/job.ts'
import { compilePermissions } from './compile/machine.ts'
import { checkOrder, completeNeeds } from './compile/needs.ts'
import { unknownOptions } from './compile/options.ts'
import { checkReferences } from './compile/references.ts'
import type { Scope } from './compile/scope.ts'
import { stagesOf } from './compile/stages.ts'
import { compileRaw } from './compile/steps.ts'
import { typeName } from './compile/text.ts'
import { compileTriggers, compileVendorTriggers } from './compile/trigger.ts'
import type { Story, StorySpec } from './story.ts'
import type { AnyTrigger } from './trigger.ts'

const storyOptions = new Set([
  'name',
  'title',
  'targets',
  'on',
  'stages',
  'env',
  'permissions',
  'cancelSuperseded',
  'defaultBranch',
  'like',
  'defaults',
  'runners',
  'raw',
  'accept',
])

/** Whether a value was made by `story`. */
export function isStory(value: unknown): value is Story {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'story' && 'spec' in value
}

/** Where a story comes from, and what it may name. */
export interface Setting {
  /** The file of the story, from the root of the project, with forward slashes. */
  readonly source: string
  /** The ids of the vendors. */
  readonly vendors: readonly string[]
  /** What the jobs of a vendor have that say nothing, where stories can be like it; to ask of a vendor loads it. */
  readonly usual?: (vendor: string) => Usual | undefined
}

/** The pipeline that a story tells; undefined where an error was reported. */
export function compileStory(story: Story, setting: Setting, report: Report): Pipeline | undefined {
  if (!isStory(story)) bug('compileStory was given something else than a story')
  let failed = false
  const watch: Report = (code, at, params, docs) => {
    failed = true
    report(code, at, params, docs)
  }
  const pipeline = compile(story, setting, watch)
  return failed ? undefined : pipeline
}

function compile(story: Story, setting: Setting, report: Report): Pipeline | undefined {
  const { source, vendors: known } = setting
  const { spec, origin } = story
  if (typeof story.name !== 'string' || !/^[A-Za-z][\w.-]*( [\w.-]+)*$/.test(story.name) || story.name.length > 100) {
    report('invalid-name', inside(origin, 'name'), {
      what: 'a story',
      name: String(story.name),
      rule: 'begin with a letter, and use up to 100 letters, digits, dots, dashes, underscores and single spaces',
    })
  }
  const { stages, ids, entries } = stagesOf(story, report)
  const on: readonly unknown[] = Array.isArray(spec.on) ? spec.on : []
  const isTrigger = (value: unknown): value is AnyTrigger =>
    typeof value === 'object' && value !== null && 'origin' in value
  const scope: Scope = { report, vendors: known, ids, owners: new Set(on.filter(isTrigger)), origin }
  unknownOptions(spec, storyOptions, 'a story', origin, scope)
  for (const [index, value] of on.entries()) {
    if (!isTrigger(value))
      report('wrong-type', inside(origin, 'on', index), {
        what: 'an entry of on',
        expected: 'a trigger, such as push()',
        found: typeName(value),
      })
  }
  if (on.length === 0) report('no-trigger', inside(origin, 'on'), { story: String(story.name) })
  for (const [index, target] of story.targets.entries()) {
    if (!known.includes(target))
      report('unknown-target', inside(origin, 'targets', index), { target, known, near: near(target, known) })
  }
  const triggers = compileTriggers(on.filter(isTrigger), scope)
  const vendorTriggers = compileVendorTriggers(on.filter(isTrigger), scope)
  const env = compileEnv(spec.env, ['context', 'input', 'payload'], inside(origin, 'env'), scope)
  const usual = compileLike(spec.like, setting, inside(origin, 'like'), scope)
  const timeoutOf = usual === undefined || spec.defaults?.timeout !== undefined ? undefined : spec.like
  const defaults = { ...usual, ...spec.defaults, timeoutOf }
  const drafts = entries.map(({ data, id, stage }) =>
    withUsualEnv(compileJob(data, id, stage, env, defaults, scope), env, usual),
  )
  const named = new Set(entries.filter(({ data }) => data.spec.needs !== undefined).map(({ id }) => id))
  const names = stages.map((stage) => stage.name)
  const jobs = completeNeeds(drafts, named, stages)
  checkOrder(jobs, names, scope)
  checkReferences(jobs, scope)
  if (vendorTriggers.length === 0) checkReach(jobs, { triggers, origin }, report)
  return {
    version: pipelineVersion,
    name: story.name,
    title: compileTitle(spec.title, inside(origin, 'title'), scope),
    source,
    targets: story.targets,
    triggers,
    vendorTriggers,
    stages,
    jobs,
    env,
    permissions:
      spec.permissions === undefined
        ? (usual?.permissions ?? { contents: 'read' })
        : spec.permissions === 'settings'
          ? 'settings'
          : compilePermissions(spec.permissions, inside(origin, 'permissions'), scope),
    cancelSuperseded:
      spec.cancelSuperseded === 'pullRequests' ? 'pullRequests' : spec.cancelSuperseded === true ? 'all' : 'none',
    ...(usual === undefined || spec.like === undefined ? {} : { like: spec.like }),
    defaultBranch: spec.defaultBranch ?? 'main',
    runners: compileRunners(spec, usual, jobs),
    raw: compileRaw(spec.raw, inside(origin, 'raw')),
    accepted: Object.entries(spec.accept ?? {}).map(([finding, reason]) => ({
      finding,
      reason,
      origin: inside(origin, 'accept', finding),
    })),
    origin,
  }
}

// What scripts read that the vendor sets which the story is like.
function withUsualEnv(job: Draft, outer: Env, usual: Usual | undefined): Draft {
  const more = usual?.env === undefined ? [] : usualEnv(job, outer, usual.env)
  return more.length === 0 ? job : { ...job, env: [...job.env, ...more] }
}

// What the story says of machines counts before what the vendor that it is like calls those that its jobs have.
function compileRunners(
  { like, runners = {} }: StorySpec,
  usual: Usual | undefined,
  jobs: readonly Job[],
): Pipeline['runners'] {
  const theirs = usual?.runners === undefined ? {} : usualRunners(usual, jobs)
  const isOpen = like === undefined || Object.keys(theirs).length === 0
  const all = isOpen ? runners : { ...runners, [like]: { ...theirs, ...runners[like] } }
  return Object.fromEntries(
    Object.entries(all).map(([vendor, map]) => [
      vendor,
      Object.fromEntries(
        Object.entries(map ?? {}).map(([machine, labels]) => [machine, typeof labels === 'string' ? [labels] : labels]),
      ),
    ]),
  )
}

function compileLike(
  like: string | undefined,
  { vendors, usual }: Setting,
  origin: Origin,
  { report }: Scope,
): Usual | undefined {
  if (like === undefined) return undefined
  const known = vendors.includes(like) ? usual?.(like) : undefined
  if (known !== undefined) return known
  const named = vendors.filter((vendor) => usual?.(vendor) !== undefined).map((vendor) => `'${vendor}'`)
  report('bad-value', origin, { what: 'like', value: String(like), expected: named.join(' or ') })
  return undefined
}

function compileTitle(title: unknown, origin: Origin, { report }: Scope): string | null {
  if (title === undefined) return null
  if (typeof title === 'string' && isTitle(title)) return title
  const rule = 'be one line of up to 255 letters, without spaces around it'
  report('invalid-name', origin, { what: 'the title of a story', name: String(title), rule })
  return null
}

function checkReach(jobs: readonly Job[], pipeline: Pick<Pipeline, 'triggers' | 'origin'>, report: Report): void {
  if (pipeline.triggers.length === 0) return
  for (const job of jobs) {
    if (!isYes(job.condition) && !canHold(job.condition, pipeline.triggers)) {
      report('unreachable-job', inside(job.origin, 'when'), {
        job: job.id,
        why: 'no trigger of the story starts a run in which its condition holds',
      })
    }
  }
}
