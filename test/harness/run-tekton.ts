import { parse } from 'yaml'
import type { TektonPipelineRun, TektonPipelineSpec } from '../../emitters/tekton/schema.ts'
import { matchesAnnotations } from './safety/tekton.ts'
import { onStage, type Stage } from './stage.ts'
import { runGraph } from './tekton-graph.ts'
import { objectOf, type WrittenFile } from './tekton-objects.ts'
import { replaceKeys } from './tekton-task-run.ts'
import { fromGithub, listen, listenersIn } from './tekton-triggers.ts'

/** Plays a push to `main` on the runs for Pipelines-as-Code, whose words are put into the text before it is read. */
export function runTekton(files: readonly WrittenFile[]): Promise<string> {
  return onStage(files, (stage) => {
    const known = wordsOf(stage)
    const codes = files
      .filter(({ path }) => path.startsWith('.tekton/'))
      .map(({ text }) =>
        parse(text.replaceAll(/\{\{([^}]{2,})\}\}/g, (whole, key: string) => known[key.trim()] ?? whole)),
      )
      .filter(({ metadata }: TektonPipelineRun) => matchesAnnotations(metadata.annotations ?? {}, push))
      .map((run: TektonPipelineRun) => {
        if (run.spec.pipelineSpec === undefined) throw new Error('the pipeline lies elsewhere')
        return runGraph(run.spec.pipelineSpec, paramsOf(run, run.spec.pipelineSpec), stage)
      })
    if (codes.length === 0) throw new Error('a push to main starts nothing')
    return Math.max(...codes)
  })
}

/** Plays a push to `main` on the objects for Tekton alone: a web hook of GitHub comes in at their listener. */
export function runTektonPlain(files: readonly WrittenFile[]): Promise<string> {
  return onStage(files, (stage) => {
    const listener = listenersIn(files).find((name) => name.endsWith('-github')) ?? ''
    const repository = { full_name: 'acme/shop', clone_url: `file://${stage.repository}`, default_branch: 'main' }
    const after = stage.revision
    const body = {
      ref: 'refs/heads/main',
      deleted: false,
      before: 'b'.repeat(40),
      after,
      head_commit: { id: after },
      repository,
      sender: { login: 'ada' },
    }
    const secrets = new Proxy({}, { get: () => ({ token: 'hush' }) })
    const runs = listen(files, listener, fromGithub('push', body, 'hush'), secrets)
    const codes = runs.map((run) => {
      const { name } = run.spec.pipelineRef as { readonly name: string }
      const { spec } = objectOf<{ readonly spec: TektonPipelineSpec }>(files, 'Pipeline', name)
      return runGraph(spec, paramsOf(run, spec), stage)
    })
    if (codes.length === 0) throw new Error('a push to main starts nothing')
    return Math.max(...codes)
  })
}

const push = { kind: 'push', branch: 'main' } as const

function paramsOf({ spec }: TektonPipelineRun, pipeline: TektonPipelineSpec): Readonly<Record<string, string>> {
  const context = new Map([
    ['context.pipelineRun.name', 'run-1'],
    ['context.pipelineRun.uid', 'uid-1'],
  ])
  const defaults = (pipeline.params ?? []).flatMap((one) =>
    one.default === undefined ? [] : [[one.name, String(one.default)]],
  )
  const own = (spec.params ?? []).map(({ name, value }) => [name, replaceKeys(String(value), context)])
  return Object.fromEntries([...defaults, ...own])
}

// https://pipelinesascode.com/docs/guides/creating-pipelines/
function wordsOf({ repository, revision }: Stage): Readonly<Record<string, string>> {
  return {
    event: 'push',
    git_auth_secret: 'auth',
    git_tag: '',
    pull_request_number: '',
    repo_name: 'shop',
    repo_owner: 'acme',
    repo_url: `file://${repository}`,
    revision,
    sender: 'ada',
    source_branch: 'main',
    source_url: `file://${repository}`,
    target_branch: 'main',
  }
}
