import type { DataMap } from '../../../../src/yaml/data.ts'
import { actionOf } from '../action.ts'
import { plainVersion, versionInput } from '../actions/tools.ts'
import type { Known } from '../known.ts'
import { type Around, fullShell, hasPipe, loosening } from '../shell.ts'
import { mapOf, wordOf } from '../source.ts'
import { weave } from '../weave.ts'
import { normalIf } from './condition.ts'
import { type Ids, normalNode, normalValue, sorted } from './words.ts'

/** What stands around a step. */
export interface StepScene {
  readonly known: Known
  readonly around: Around
  readonly ids: Ids
  /** The environment of the workflow and the job. */
  readonly env: DataMap
  readonly needs: readonly string[]
  readonly workflow: DataMap
  readonly closed: boolean
}

/** A step with all that goes without saying said: the same step has the same form. */
export type NormalStep = Readonly<Record<string, unknown>>

/** The normal form of a step that stays a step. */
export function normalStep(step: DataMap, scene: StepScene): NormalStep {
  const { known, ids, needs, closed } = scene
  const { id, if: asked, env, run, shell: _, 'working-directory': __, with: input, ...rest } = step
  const named = wordOf(id) === undefined ? undefined : ids.get(wordOf(id) ?? '')
  const all = { ...scene.env, ...(mapOf(env) ?? {}) }
  const common = {
    ...Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, normalValue(value, ids)])),
    ...(rest['continue-on-error'] === false ? { 'continue-on-error': undefined } : {}),
    id: named,
    if: normalIf(asked, known, ids, needs, closed),
  }
  if (wordOf(run) === undefined)
    return sorted({ ...common, env: normalValue(all, ids), with: normalValue(mapOf(input) ?? {}, ids) })
  return sorted({ ...common, ...normalRun(step, all, scene) })
}

function normalRun(step: DataMap, env: DataMap, { around, ids }: StepScene): NormalStep {
  const asked = fullShell(step, around)
  let run = (wordOf(step.run) ?? '').replace(/\n+$/, '')
  let shell = asked
  run = run
    .replace(/^export PIPEGEN_OUTPUT="\$GITHUB_OUTPUT"\n/, '')
    .replace(/^\$env:PIPEGEN_OUTPUT = \$env:GITHUB_OUTPUT\n/, '')
    .replaceAll(/\bPIPEGEN_OUTPUT\b/g, 'GITHUB_OUTPUT')
  if (shell?.startsWith('bash --noprofile') && run.startsWith(`${loosening}\n`)) {
    run = run.slice(loosening.length + 1)
    shell = 'bash -e {0}'
  }
  // Without a pipe the two forms of the shell do the same.
  if (shell === 'bash -e {0}' && !hasPipe(run)) shell = 'bash --noprofile --norc -eo pipefail {0}'
  const woven = weave(run, new Set(Object.keys(env)))
  const added = Object.fromEntries((woven?.env ?? []).map(({ name, node }) => [name, `\${{${normalNode(node, ids)}}}`]))
  return {
    run: woven?.script ?? run,
    shell,
    'working-directory': folderOf(wordOf(step['working-directory']) ?? around.folder),
    env: sorted({ ...(normalValue(env, ids) as Readonly<Record<string, unknown>>), ...added }),
  }
}

function folderOf(folder: string | undefined): string {
  return folder?.replace(/^\.\//, '').replace(/\/$/, '') || '.'
}

const usual: Readonly<Record<string, string>> = {
  'fetch-depth': '1',
  'fetch-tags': 'false',
  submodules: 'false',
  lfs: 'false',
  'persist-credentials': 'true',
  clean: 'true',
}

const heads = ['github.event.pull_request.head.sha', 'github.event.pull_request.head.sha || github.sha']

/** The normal form of a checkout: its inputs, those that go without saying left out. */
export function normalCheckout(step: DataMap, ids: Ids, pulls: boolean): NormalStep {
  const input = { ...(mapOf(step.with) ?? {}) } as Record<string, unknown>
  const ref = wordOf(input.ref)?.replace(/^\$\{\{\s*|\s*\}\}$/g, '')
  // Without a pull request these are what is fetched anyway.
  if (ref !== undefined && heads.includes(ref)) input.ref = pulls ? `\${{ ${heads[1]} }}` : undefined
  if (wordOf(input['fetch-depth']) === '0') delete input['fetch-tags']
  const said = Object.entries(input).filter(([key, value]) => value !== undefined && wordOf(value) !== usual[key])
  return { with: normalValue(Object.fromEntries(said), ids) }
}

/** The normal form of a step that sets up a toolchain. What it keeps for later runs is not part of it. */
export function normalTool(step: DataMap, ids: Ids): NormalStep {
  const call = actionOf(step)
  const input = { ...(call?.with ?? {}) } as Record<string, unknown>
  const version = versionInput(step)
  if (version !== undefined) input[version.name] = plainVersion(version.value)
  for (const key of ['cache', 'cache-dependency-path', 'package-manager-cache']) delete input[key]
  return { tool: call?.action, with: normalValue(input, ids) }
}
