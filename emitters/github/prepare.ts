import type { EnvEntry, Job, Ref, Text } from '../../src/ir.ts'
import { conditionRefs, refsIn } from '../../src/refs.ts'
import { jobEnv } from './env.ts'
import { type Expression, embed, escapeText } from './expression.ts'
import { hasLate, type LateRef, lateEntries, lateKey, lateRefs } from './late.ts'
import { ownIds, ownScripts } from './own-step.ts'
import type { JobScene, Scene } from './scene.ts'
import type { GithubStep } from './schema.ts'
import { shellOf } from './shell.ts'
import { tidy } from './tidy.ts'
import { writeToken } from './token.ts'
import { valueExpression } from './values.ts'

const none: ReadonlyMap<string, string> = new Map()

/** The steps whose outputs stand for values that steps need and only the machine knows, by the key of the value. */
export function lateOutputs(scene: Scene & { readonly job: Job }): ReadonlyMap<string, string> {
  const { job } = scene
  if (!hasLate(scene)) return none
  const texts: readonly Text[] = [
    ...ownScripts(job).flatMap((step) => [...step.env.map((entry) => entry.value), step.name]),
    ...job.caches.flatMap((cache) => [cache.prefix, ...cache.fallback]),
    ...job.steps.map((step): Text => conditionRefs(step.condition, step.origin).map(({ ref }) => ref)),
    job.environment?.url ?? [],
    // A token within a text is put together by the shell.
    ...lateEntries(job.env, scene).flatMap((entry) => (entry.value.length > 1 ? [entry.value.filter(isToken)] : [])),
  ]
  const taken = ownIds(job)
  const id = taken.has('values') ? 'prepared-values' : 'values'
  return new Map(
    lateRefs(texts, scene).map((ref) => {
      const key = lateKey(ref, scene) ?? ''
      return [key, isToken(ref) ? key.replaceAll('_', '-') : id] as const
    }),
  )
}

/** The steps that put values in place which only the machine knows. */
export function writeValues(scene: JobScene): readonly GithubStep[] {
  if (!hasLate(scene)) return []
  const entries = lateEntries(jobEnv(scene), scene)
  const tokens = new Map<string, { readonly audience: string; readonly names: string[]; readonly key: string }>()
  const refs = [
    ...lateRefs(
      entries.map((entry) => entry.value),
      scene,
    ),
    ...outputRefs(scene),
  ]
  for (const ref of refs) {
    if (ref.ref !== 'idToken') continue
    const key = lateKey(ref, scene) ?? ''
    if (!tokens.has(key)) tokens.set(key, { audience: ref.audience, names: [], key })
  }
  const shell: EnvEntry[] = []
  for (const entry of entries) {
    const [only, ...rest] = entry.value
    const token =
      only !== undefined && rest.length === 0 && isToken(only) ? tokens.get(lateKey(only, scene) ?? '') : undefined
    if (token === undefined) shell.push(entry)
    else token.names.push(entry.name)
  }
  return [
    ...[...tokens.values()].map(({ audience, names, key }) => writeToken(audience, names, key, scene.late.get(key))),
    ...writeShell(
      shell,
      refs.filter((ref) => !isToken(ref)),
      scene,
    ),
  ]
}

function outputRefs(scene: JobScene): readonly LateRef[] {
  const { job } = scene
  const all: readonly Ref[] = [
    ...ownScripts(job).flatMap((step) => step.env.flatMap((entry) => refsIn(entry.value))),
    ...job.caches.flatMap((cache) => [cache.prefix, ...cache.fallback].flatMap(refsIn)),
    ...job.steps.flatMap((step) => conditionRefs(step.condition, step.origin).map(({ ref }) => ref)),
    ...refsIn(job.environment?.url ?? []),
  ]
  return lateRefs([all], scene)
}

function writeShell(entries: readonly EnvEntry[], refs: readonly LateRef[], scene: JobScene): readonly GithubStep[] {
  const outputs = new Map(
    refs.flatMap((ref) => {
      const key = lateKey(ref, scene) ?? ''
      return scene.late.has(key) && !isToken(ref) ? [[key, ref] as const] : []
    }),
  )
  if (entries.length === 0 && outputs.size === 0) return []
  const env: Record<string, string> = {}
  const files = [...new Set(refs.flatMap((ref) => (ref.ref === 'secret' ? [ref.name] : [])))]
  for (const file of files) env[file] = embed(`secrets.${file}`)
  const lines = [
    ...files.map((file) => `(umask 077 && printf %s "$${file}" > "$RUNNER_TEMP/${file}")`),
    ...entries.flatMap((entry) => line(entry.name, entry.value, 'GITHUB_ENV', env, scene)),
    ...[...outputs].flatMap(([key, ref]) => line(key, [ref], 'GITHUB_OUTPUT', env, scene)),
  ]
  const names = entries.map((entry) => entry.name)
  return [
    tidy({
      name: names.length === 0 || names.length > 3 ? 'Prepare values' : `Set ${names.join(', ')}`,
      id: outputs.size === 0 ? undefined : [...outputs.keys()].map((key) => scene.late.get(key))[0],
      shell: shellOf(scene.job),
      env: Object.keys(env).length === 0 ? undefined : env,
      run: lines.length === 1 ? lines.join('') : `${lines.join('\n')}\n`,
    }) as unknown as GithubStep,
  ]
}

// A value that may have several lines goes between marks that it cannot foresee.
function line(
  name: string,
  value: Text,
  file: string,
  env: Record<string, string>,
  scene: JobScene,
): readonly string[] {
  const text = value.map((part) => (typeof part === 'string' ? doubleQuoted(part) : inShell(part, env, scene))).join('')
  const open = value.some((part) =>
    typeof part === 'string' ? /[\n\r\\]/.test(part) : lateKey(part, scene) === undefined,
  )
  if (!open) return [`echo "${name}=${escapeText(text)}" >> "$${file}"`]
  return [
    `mark="END_$(od -An -N16 -tx1 /dev/urandom | tr -d ' \\n')"`,
    `printf '%s<<%s\\n%s\\n%s\\n' ${name} "$mark" "${escapeText(text)}" "$mark" >> "$${file}"`,
  ]
}

function inShell(ref: Ref, env: Record<string, string>, scene: JobScene): string {
  if (ref.ref === 'secret' && ref.file) return `$RUNNER_TEMP/${ref.name}`
  if (ref.ref === 'context' && lateKey(ref, scene) !== undefined) {
    if (ref.name === 'workspace') return '$GITHUB_WORKSPACE'
    if (ref.name === 'repositoryName') return '${GITHUB_REPOSITORY#*/}'
    return `$(printf %.8s "$${held(env, valueExpression({ ref: 'context', name: 'sha' }, scene))}")`
  }
  return `$${held(env, valueExpression(ref, scene))}`
}

function held(env: Record<string, string>, expression: Expression): string {
  if (expression === 'github.sha') return 'GITHUB_SHA'
  const value = embed(expression)
  const known = Object.entries(env).find(([, other]) => other === value)?.[0]
  if (known !== undefined) return known
  const name = `VALUE_${Object.keys(env).filter((key) => key.startsWith('VALUE_')).length + 1}`
  env[name] = value
  return name
}

function doubleQuoted(text: string): string {
  return text.replaceAll(/[\\"$`]/g, '\\$&')
}

function isToken(part: string | Ref): part is Extract<Ref, { ref: 'idToken' }> {
  return typeof part !== 'string' && part.ref === 'idToken'
}
