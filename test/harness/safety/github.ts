import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import { evaluateCondition } from '../evaluate-github.ts'
import { mark, type Node, type Result, type SafetyEvent, type SafetyReader } from './play.ts'

interface Step {
  readonly id?: string
  readonly run?: string
  readonly uses?: string
  readonly if?: string
  readonly 'continue-on-error'?: boolean
  readonly env?: Readonly<Record<string, string>>
  readonly with?: { readonly script?: string }
}

interface Job {
  readonly needs?: string | readonly string[]
  readonly if?: string
  readonly environment?: string | { readonly name: string }
  readonly concurrency?: { readonly group: string; readonly 'cancel-in-progress'?: boolean | string }
  readonly permissions?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  readonly 'continue-on-error'?: boolean
  readonly outputs?: Readonly<Record<string, string>>
  readonly steps: readonly Step[]
}

interface Workflow {
  readonly on: Readonly<Record<string, Readonly<Record<string, readonly string[]>> | null>>
  readonly permissions?: Readonly<Record<string, string>>
  readonly jobs: Readonly<Record<string, Job>>
}

const workflows = (files: Parameters<SafetyReader['nodes']>[0]) =>
  files.filter(({ path }) => path.startsWith('.github/workflows/')).map(({ text }) => parse(text) as Workflow)

/** @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax */
export const github: SafetyReader = {
  nodes: (files, event) =>
    workflows(files)
      .filter((workflow) => starts(workflow, event))
      .flatMap((workflow) => nodesOf(workflow, event)),
  lockOf: (files, name) => {
    const { concurrency } = jobOf(workflows(files), name)
    return concurrency === undefined || (concurrency['cancel-in-progress'] ?? false) !== false
      ? undefined
      : concurrency.group
  },
  // Runs of pull requests from forks get no secrets: https://docs.github.com/actions/concepts/security/secrets
  secretsOf: (files, name, event) => {
    const all = workflows(files)
    const foreign = event.kind === 'pullRequest' && event.fork
    if (foreign && all.every(({ on }) => !('pull_request_target' in on || 'workflow_run' in on))) return []
    const text = JSON.stringify(jobOf(all, name))
    return [...new Set([...text.matchAll(/secrets\.(\w+)/g)].map((found) => found[1] as string))]
  },
  writesOf: (files, name) =>
    workflows(files).flatMap((workflow) => {
      const job = Object.values(workflow.jobs).find((one) => text(one).includes(mark(name)))
      if (job === undefined) return []
      const permissions = job.permissions ?? workflow.permissions ?? { everything: 'write' }
      return Object.entries(permissions).flatMap(([area, level]) => (level === 'write' ? [area] : []))
    }),
}

function scriptOf({ steps }: Job): string {
  return steps.map(({ run }) => run ?? '').join('\n')
}

function text(job: Job): string {
  return JSON.stringify(job)
}

function jobOf(all: readonly Workflow[], name: string): Job {
  const found = all.flatMap(({ jobs }) => Object.values(jobs)).find((job) => text(job).includes(mark(name)))
  if (found === undefined) throw new Error(`there is no job ${name}`)
  return found
}

// `*` stops at a slash, `!` takes names out again.
function passes(patterns: readonly string[] | undefined, name: string): boolean | undefined {
  return patterns?.reduce((passed, pattern) => {
    const out = pattern.startsWith('!')
    const source = pattern
      .replace(/^!/, '')
      .replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&')
      .replaceAll('**', '\0')
      .replaceAll('*', '[^/]*')
      .replaceAll('\0', '.*')
    return new RegExp(`^${source}$`).test(name) ? !out : passed
  }, false)
}

function starts({ on }: Workflow, event: SafetyEvent): boolean {
  if (event.kind === 'pullRequest') {
    if (!('pull_request' in on)) return 'pull_request_target' in on
    return passes(on.pull_request?.branches, event.target) ?? true
  }
  if (!('push' in on)) return false
  const { push } = on
  const [own, other] = event.kind === 'tag' ? (['tags', 'branches'] as const) : (['branches', 'tags'] as const)
  const name = event.kind === 'tag' ? event.tag : event.branch
  if (passes(push?.[`${own}-ignore`], name) === true) return false
  const filter = push?.[own] ?? (push?.[`${own}-ignore`] === undefined ? undefined : ['**'])
  return passes(filter, name) ?? (push?.[other] === undefined && push?.[`${other}-ignore`] === undefined)
}

function nodesOf(workflow: Workflow, event: SafetyEvent): readonly Node[] {
  const outputs = new Map<string, Readonly<Record<string, string>>>()
  const needs = (id: string): readonly string[] => [workflow.jobs[id]?.needs ?? []].flat()
  const ancestors = (id: string): readonly string[] => needs(id).flatMap((one) => [one, ...ancestors(one)])
  const contexts = contextsOf(event)
  return Object.entries(workflow.jobs).map(([id, job]) => ({
    name: id,
    waits: needs(id),
    starts: (results) => {
      const result = (one: string) => words[results.get(one) ?? 'skipped']
      const status = {
        success: needs(id).every((one) => result(one) === 'success'),
        failure: ancestors(id).some((one) => result(one) === 'failure'),
        always: true,
        cancelled: false,
      }
      const known = Object.fromEntries(
        needs(id).map((one) => [one, { result: result(one), outputs: outputs.get(one) ?? {} }]),
      )
      return evaluateCondition(job.if, { ...contexts, needs: known }, status)
    },
    gate: job.environment !== undefined && failsWithoutReviewers(job),
    mayFail: job['continue-on-error'] === true,
    script: scriptOf(job),
    prints: () => scriptOf(job),
    leaves: () => {
      if (job.outputs !== undefined) outputs.set(id, outputsOf(job, contexts.github))
    },
  }))
}

const words = { ran: 'success', failed: 'failure', skipped: 'skipped', waiting: 'skipped' } as const satisfies Record<
  Result,
  string
>

// A step before those of the story asks for the reviewers of the environment that the job waits in, and fails where
// there are none.
function failsWithoutReviewers({ steps, environment, permissions }: Job): boolean {
  const name = typeof environment === 'string' ? environment : environment?.name
  const own = steps.findIndex(({ run }) => run?.includes('RAN-') === true)
  return steps.slice(0, own).some((step) => {
    const script = step.with?.script ?? ''
    return (
      /^actions\/github-script@[0-9a-f]{40}$/.test(step.uses ?? '') &&
      step.if === undefined &&
      step['continue-on-error'] === undefined &&
      step.env?.ENVIRONMENT === name &&
      permissions?.actions === 'read' &&
      script.includes('getEnvironment({ ...context.repo, environment_name })') &&
      script.includes(
        "if (!data.protection_rules?.some((rule) => rule.type === 'required_reviewers')) {\n  core.setFailed(",
      )
    )
  })
}

function contextsOf(event: SafetyEvent) {
  const repository = 'team/shop'
  const base = { repository, actor: 'ada', base_ref: '', head_ref: '' }
  if (event.kind === 'pullRequest') {
    const full_name = event.fork ? 'someone/shop' : repository
    const pull_request = {
      head: { ref: event.source, repo: { full_name, fork: event.fork } },
      base: { ref: event.target },
    }
    return {
      github: {
        ...base,
        event_name: 'pull_request',
        ref: 'refs/pull/1/merge',
        ref_name: '1/merge',
        ref_type: 'branch',
        base_ref: event.target,
        head_ref: event.source,
        event: { pull_request },
      },
    }
  }
  const [type, name] = event.kind === 'tag' ? ['tag', event.tag] : ['branch', event.branch]
  const ref = `refs/${type === 'tag' ? 'tags' : 'heads'}/${name}`
  return { github: { ...base, event_name: 'push', ref, ref_name: name, ref_type: type, event: { ref } } }
}

// Jobs that other jobs ask run in bash, with what GitHub sets of the event.
function outputsOf(job: Job, known: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'outputs-'))
  try {
    const file = join(folder, 'output')
    writeFileSync(file, '')
    const env: Record<string, string | undefined> = { PATH: process.env.PATH, GITHUB_OUTPUT: file }
    for (const [key, value] of Object.entries(known))
      if (typeof value === 'string') env[`GITHUB_${key.toUpperCase()}`] = value
    for (const { run } of job.steps)
      if (run !== undefined) spawnSync('bash', ['-eo', 'pipefail', '-c', run], { env, cwd: folder })
    return Object.fromEntries(
      readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line) =>
          line.includes('=') ? [[line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]] : [],
        ),
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}
