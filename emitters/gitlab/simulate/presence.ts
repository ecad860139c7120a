import type { PlanEvent } from '../../../src/plan/event.ts'
import type { Data, DataMap } from '../../../src/yaml/data.ts'
import { mapOf, textOf, textsOf } from '../../../src/yaml/look.ts'
import type { Config } from './config.ts'
import { isAmong } from './only.ts'
import { type Run, runsOf } from './parallel.ts'
import { ruleFor } from './rules.ts'
import { predefined, type Variables, withVariables } from './variables.ts'

/** A job that is part of a pipeline. */
export interface Present {
  readonly name: string
  readonly job: DataMap
  readonly stage: number
  readonly when: string
  /** Whether its failure, or that nobody started it, is no hindrance. */
  readonly allowFailure: boolean
  /** As the file has them, or as the rule that matched does; undefined: it waits for the stages. */
  readonly needs: Data | undefined
  readonly runs: readonly Run[]
}

/** The jobs of the pipeline that an event makes; none where it makes no pipeline. */
export function presentJobs(config: Config, event: PlanEvent): readonly Present[] {
  const ruled = config.workflow.rules !== undefined
  const first = withVariables(predefined(event), config.variables)
  const start = ruled ? ruleFor(config.workflow.rules, first, event) : mapOf(null)
  if (start === undefined || textOf(start.when) === 'never' || isSkipped(event)) return []
  const variables = withVariables(first, mapOf(start.variables))
  const present = [...config.jobs].flatMap(([name, job]) => presentJob(name, job, config, variables, event))
  const stages = new Set(present.map(({ stage }) => stage))
  stages.delete(0)
  stages.delete(config.stages.length - 1)
  // Jobs of `.pre` and `.post` alone make no pipeline: https://docs.gitlab.com/ci/yaml/#stage-pre
  return stages.size === 0 ? [] : present
}

function presentJob(
  name: string,
  job: DataMap,
  config: Config,
  variables: Variables,
  event: PlanEvent,
): readonly Present[] {
  const own = withVariables(variables, mapOf(job.variables))
  const hasRules = job.rules !== undefined && job.rules !== null
  const rule = hasRules ? ruleFor(job.rules, own, event) : mapOf(null)
  const ruled = config.workflow.rules !== undefined
  if (rule === undefined || (!hasRules && !isAmong(job, ruled, own, event))) return []
  const when = textOf(rule.when) ?? textOf(job.when) ?? 'on_success'
  const stage = config.stages.indexOf(textOf(job.stage) ?? 'test')
  if (when === 'never' || stage < 0) return []
  const needs = rule.needs ?? job.needs
  return [
    {
      name,
      job,
      stage,
      when,
      allowFailure: isAllowed(rule.allow_failure ?? job.allow_failure, when, hasRules),
      needs: needs === null ? undefined : needs,
      runs: runsOf(name, job.parallel, withVariables(own, mapOf(rule.variables))),
    },
  ]
}

// A manual job is no hindrance unless it has rules: https://docs.gitlab.com/ci/yaml/#allow_failure
function isAllowed(value: Data | undefined, when: string, hasRules: boolean): boolean {
  if (value === undefined || value === null) return when === 'manual' && !hasRules
  if (typeof value === 'boolean') return value
  // Which code a failed script ends with is not known; the usual one is 1.
  return textsOf(mapOf(value).exit_codes).includes('1')
}

/** https://docs.gitlab.com/ci/pipelines/#skip-a-pipeline */
function isSkipped({ name, commitMessage }: PlanEvent): boolean {
  return /^(?:push|tag|pullRequest)$/.test(name) && /\[(?:ci skip|skip ci)\]/i.test(commitMessage)
}
