import { ctx, sh } from 'pipegen'
import type { Story } from '../../dsl/story.ts'
import { tektonPlain } from '../../emitters/tekton/plain/index.ts'
import { collect, type Diagnostic } from '../../src/diagnostics.ts'
import { emitStories, type Output } from '../../src/emit.ts'
import { fromGithub, fromGitlab, listen } from '../harness/tekton-triggers.ts'
import { compiled, jobOf, storyOf } from './tekton-emit.ts'

/** What became of stories without Pipelines-as-Code. */
export interface EmittedPlainly {
  readonly outputs: readonly Output[]
  readonly found: readonly Diagnostic[]
}

/** Emits stories for plain Tekton. */
export async function emittedPlainly(...given: readonly Story[]): Promise<EmittedPlainly> {
  const { report, found } = collect()
  return {
    outputs: await emitStories(
      given.map((one) => compiled(one)),
      [tektonPlain],
      report,
    ),
    found,
  }
}

/** The values of the parameters of a run, by name. */
export function paramsOf(run: { readonly spec: { readonly params?: readonly { name: string; value: unknown }[] } }) {
  return Object.fromEntries((run.spec.params ?? []).map(({ name, value }) => [name, value]))
}

/** Web hooks as the hosts document them, with what this test says in place. */
export const hooks = {
  push: (ref: string, more: object = {}) => ({
    ref,
    before: 'b'.repeat(40),
    after: 'a'.repeat(40),
    deleted: false,
    head_commit: { id: 'c'.repeat(40) },
    repository: { full_name: 'team/shop', clone_url: 'https://github.com/team/shop.git' },
    sender: { login: 'Ada' },
    ...more,
  }),
  pullRequest: (target: string, from: string | null = 'team/shop', more: object = {}) => ({
    action: 'opened',
    number: 12,
    repository: { full_name: 'team/shop', clone_url: 'https://github.com/team/shop.git' },
    pull_request: {
      head: {
        ref: 'topic',
        sha: 'd'.repeat(40),
        repo: from === null ? null : { full_name: from, clone_url: `https://github.com/${from}.git` },
      },
      base: { ref: target },
    },
    sender: { login: 'Ada' },
    ...more,
  }),
  gitlabPush: (ref: string, more: object = {}) => ({
    ref,
    before: 'b'.repeat(40),
    after: 'a'.repeat(40),
    checkout_sha: 'c'.repeat(40),
    project: { git_http_url: 'https://gitlab.com/team/shop.git' },
    user_username: 'ada',
    ...more,
  }),
  mergeRequest: (target: string, more: object = {}) => ({
    user: { username: 'ada' },
    object_attributes: {
      action: 'open',
      iid: 12,
      source_branch: 'topic',
      target_branch: target,
      source_project_id: 1,
      target_project_id: 1,
      last_commit: { id: 'd'.repeat(40) },
      source: { git_http_url: 'https://gitlab.com/team/shop.git' },
      target: { git_http_url: 'https://gitlab.com/team/shop.git' },
      ...more,
    },
  }),
} as const

/** The Secret that requests of tests are held against. */
export const secrets = { 'ci-webhook': { token: 'hush', calls: 'psst' } }

/** A job that reads what a web hook says. */
export const unit = jobOf({ env: { B: ctx.branch, T: ctx.tag, N: ctx.pullRequest.number }, steps: [sh`make`] })

/** The names of the pipelines that a web hook of GitHub starts. */
export async function startedBy(on: readonly object[], event: string, body: object): Promise<readonly string[]> {
  const { outputs } = await emittedPlainly(storyOf({ unit }, on))
  return listen(outputs, 'ci-github', fromGithub(event, body, 'hush'), secrets).map(
    ({ spec }) => (spec.pipelineRef as { readonly name: string }).name,
  )
}

/** The names of the pipelines that a web hook of GitLab starts. */
export async function startedOnGitlab(on: readonly object[], event: string, body: object): Promise<readonly string[]> {
  const { outputs } = await emittedPlainly(storyOf({ unit }, on))
  return listen(outputs, 'ci-gitlab', fromGitlab(event, body, 'hush'), secrets).map(
    ({ spec }) => (spec.pipelineRef as { readonly name: string }).name,
  )
}
