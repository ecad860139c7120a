import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { type BitbucketUse, type Kept, keepUploads, takeDownloads } from './bitbucket-artifacts.ts'
import { meetsState } from './bitbucket-state.ts'
import { runContainer } from './run-container.ts'
import { cloneTo, onStage, type Stage } from './stage.ts'
import type { WrittenFile } from './tekton-objects.ts'

type Texts = Readonly<Record<string, string>>

interface Step {
  readonly name?: string
  readonly script?: readonly string[]
  readonly 'after-script'?: readonly string[]
  readonly 'on-fail'?: { readonly strategy: 'ignore' | 'fail' | 'retry'; readonly maxRetryCount?: number }
  readonly 'max-time'?: number
  readonly condition?: { readonly state?: string }
  readonly artifacts?: BitbucketUse
  readonly 'output-variables'?: readonly string[]
  readonly clone?: { readonly enabled?: boolean }
  readonly type?: 'pipeline'
  readonly custom?: string
  readonly 'input-variables'?: Texts
}

interface Item {
  readonly step?: Step
  readonly parallel?: readonly Item[] | { readonly 'fail-fast'?: boolean; readonly steps: readonly Item[] }
  readonly stage?: { readonly steps: readonly Item[]; readonly condition?: { readonly state?: string } }
  readonly variables?: unknown
}

interface Config {
  readonly clone?: { readonly enabled?: boolean }
  readonly options?: { readonly 'max-time'?: number }
  readonly pipelines: {
    readonly default?: readonly Item[]
    readonly branches?: Readonly<Record<string, readonly Item[]>>
    readonly custom?: Readonly<Record<string, readonly Item[]>>
  }
}

// What later steps know of those before them.
interface Known {
  readonly variables: Texts
  readonly kept: readonly Kept[]
}

interface Ended extends Known {
  readonly code: number
}

/** Milliseconds that stand for a minute of a time limit. */
export const minute = 3000

/**
 * Plays a push to `main` on `bitbucket-pipelines.yml` as Bitbucket documents it: each step in a clone of its own, all
 * items of a script in one session that stops at the first failure, `after-script` in a session of its own whatever
 * happened; a failed step stops what comes after it, and lets its siblings end.
 *
 * @see https://support.atlassian.com/bitbucket-cloud/docs/step-options/
 */
export function runBitbucket(files: readonly WrittenFile[], shell = 'bash'): Promise<string> {
  return onStage(files, (stage) => {
    const config = parse(files.find(({ path }) => path === 'bitbucket-pipelines.yml')?.text ?? '') as Config
    const { branches, default: others } = config.pipelines
    const items = branches?.main ?? others
    if (items === undefined) throw new Error('a push to main starts nothing')
    let count = 0
    const play = (list: readonly Item[], known: Known): Ended => {
      let all = known
      for (const item of list) {
        const ended = one(item, all)
        if (ended.code !== 0) return ended
        all = ended
      }
      return { ...all, code: 0 }
    }
    const one = ({ step, parallel, stage: group }: Item, known: Known): Ended => {
      if (step !== undefined) return runStep(step, known)
      if (group !== undefined)
        return meetsState(group.condition?.state, variablesOf(known)) ? play(group.steps, known) : { ...known, code: 0 }
      if (parallel === undefined) return { ...known, code: 0 }
      const ends = ('steps' in parallel ? parallel.steps : parallel).map((item) => one(item, known))
      return {
        code: ends.find(({ code }) => code !== 0)?.code ?? 0,
        variables: Object.assign({}, known.variables, ...ends.map(({ variables }) => variables)) as Texts,
        kept: [...new Set([...known.kept, ...ends.flatMap(({ kept }) => kept)])],
      }
    }
    const runStep = (step: Step, known: Known): Ended => {
      if (!meetsState(step.condition?.state, variablesOf(known))) return { ...known, code: 0 }
      if (step.type === 'pipeline') {
        const child = config.pipelines.custom?.[step.custom ?? '']
        if (child === undefined) throw new Error(`there is no pipeline ${step.custom}`)
        const { code } = play(child, { variables: step['input-variables'] ?? {}, kept: [] })
        return { ...known, code }
      }
      const { strategy, maxRetryCount = 1 } = step['on-fail'] ?? { strategy: 'fail' }
      let ended = session(config, step, known, stage, shell, count++)
      for (let tries = strategy === 'retry' ? maxRetryCount : 0; tries > 0 && ended.code !== 0; tries--)
        ended = session(config, step, known, stage, shell, count++)
      return strategy === 'ignore' ? { ...ended, code: 0 } : ended
    }
    const variablesOf = ({ variables }: Known): Texts => ({ ...predefined(stage), ...variables })
    return play(items, { variables: {}, kept: [] }).code === 0 ? 0 : 1
  })
}

function session(config: Config, step: Step, known: Known, stage: Stage, shell: string, number: number): Ended {
  const home = join(stage.folder, `step-${number}`)
  const [clone, file, temporary] = [join(home, 'build'), join(home, 'variables'), join(home, 'tmp')]
  mkdirSync(temporary, { recursive: true })
  writeFileSync(file, '')
  if ((step.clone?.enabled ?? config.clone?.enabled) === false) mkdirSync(clone)
  else cloneTo(stage, clone)
  takeDownloads(step.artifacts, known.kept, clone)
  const env = {
    ...predefined(stage),
    ...known.variables,
    HOME: home,
    TMPDIR: temporary,
    BITBUCKET_CLONE_DIR: clone,
    BITBUCKET_PIPELINES_VARIABLES_PATH: file,
  }
  const run = (name: string, items: readonly string[], more: Texts): number => {
    const script = join(home, name)
    // Each item is printed before it runs, so that the status of the one before it is lost.
    const lines = items.map((item) => `printf '\\035+ %s\\n' item\n${item}\nprintf '\\n'`)
    writeFileSync(script, `set -e\n${lines.join('\n')}\n`)
    const limit = (step['max-time'] ?? config.options?.['max-time'] ?? 120) * minute
    return runContainer({
      command: [...shell.split(' '), script],
      cwd: clone,
      env: { ...env, ...more },
      log: stage.log,
      limit,
    })
  }
  const code = run('script', step.script ?? [], {})
  if (step['after-script'] !== undefined) run('after', step['after-script'], { BITBUCKET_EXIT_CODE: String(code) })
  const kept = keepUploads(step.artifacts, code === 0, clone, join(stage.folder, `kept-${number}`))
  const given = step['output-variables'] ?? []
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
  const written = lines.flatMap((line) => {
    const at = line.indexOf('=')
    return at > 0 && given.includes(line.slice(0, at)) ? [[line.slice(0, at), line.slice(at + 1)]] : []
  })
  return { code, variables: { ...known.variables, ...Object.fromEntries(written) }, kept: [...known.kept, ...kept] }
}

function predefined({ revision, trace }: Stage): Texts {
  return {
    CI: 'true',
    TRACE: trace,
    BITBUCKET_BRANCH: 'main',
    BITBUCKET_BUILD_NUMBER: '7',
    BITBUCKET_COMMIT: revision,
    BITBUCKET_REPO_FULL_NAME: 'acme/shop',
    BITBUCKET_REPO_SLUG: 'shop',
    BITBUCKET_WORKSPACE: 'acme',
  }
}
