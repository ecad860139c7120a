import type { Test } from '../../src/ir.ts'
import { patternSource } from '../../src/pattern.ts'
import { shellWord } from '../../src/shell/quote.ts'
import { caseless, takeName } from '../../src/take-name.ts'
import { checkoutStep } from './checkout.ts'
import { checksOf } from './conditions.ts'
import { embed, escapeText } from './expression.ts'
import { permissionsFor } from './permissions.ts'
import type { Checks, Scene } from './scene.ts'
import type { GithubJob, GithubStep } from './schema.ts'
import { tidy } from './tidy.ts'
import { valueExpression } from './values.ts'

/** The tests of a pipeline that no expression can make, as outputs of one job. */
export function collectChecks(scene: Scene): Checks {
  const outputs = new Map<string, string>()
  const taken = caseless()
  for (const job of scene.pipeline.jobs) {
    for (const key of checksOf(job, scene)) {
      if (outputs.has(key)) continue
      outputs.set(key, takeName(job.id, taken))
    }
  }
  const ids = caseless()
  for (const { id } of scene.pipeline.jobs) ids.add(id)
  return { id: takeName('conditions', ids), outputs }
}

/** The job that makes the tests; undefined where there are none. */
export function writeChecks(scene: Scene): GithubJob | undefined {
  const { outputs, id } = scene.checks
  if (outputs.size === 0) return undefined
  const all = [...outputs].map(([key, name], index) => ({
    test: JSON.parse(key) as Test,
    name,
    variable: `VALUE_${index + 1}`,
  }))
  const looks = all.some(({ test }) => test.test === 'changed')
  const checkout = {
    depth: 0,
    submodules: 'none',
    lfs: false,
    tags: false,
    credentials: false,
    pullRequest: 'head',
  } as const
  const permissions = looks ? permissionsFor({ contents: 'read' }, scene) : undefined
  return {
    ...(id === 'conditions' ? {} : { name: 'conditions' }),
    'runs-on': 'ubuntu-24.04',
    'timeout-minutes': 10,
    ...(permissions === undefined ? {} : { permissions }),
    outputs: Object.fromEntries(all.map(({ name }) => [name, embed(`steps.test.outputs.${name}`)])),
    steps: [
      ...(looks ? [checkoutStep({ ...checkout, origin: scene.pipeline.origin }, scene, { filter: 'blob:none' })] : []),
      tidy({
        id: 'test',
        env: environment(all, scene),
        run: `${[...(looks ? compare(scene) : []), ...functions(all), ...all.map((one) => escapeText(line(one)))].join('\n')}\n`,
      }) as unknown as GithubStep,
    ],
  } as GithubJob
}

interface Named {
  readonly test: Test
  /** The output that tells the answer. */
  readonly name: string
  /** The environment variable that holds the value asked for. */
  readonly variable: string
}

function environment(all: readonly Named[], scene: Scene): Readonly<Record<string, string>> {
  const values = all.flatMap(({ test, variable }) =>
    test.test === 'equals' ? [[variable, embed(valueExpression(test.value, scene))] as const] : [],
  )
  const base = [
    ...(scene.kinds.has('pullRequest') ? ['github.event.pull_request.base.sha'] : []),
    ...(scene.kinds.has('push') ? ['github.event.before'] : []),
  ]
  const looks = all.some(({ test }) => test.test === 'changed')
  return {
    ...(looks && base.length > 0 ? { BASE: embed(base.join(' || ')) } : {}),
    // Names are bytes: in no other locale do ranges and classes count them so.
    LC_ALL: 'C',
    ...Object.fromEntries(values),
  }
}

// A new branch, a tag, and a start by other means have nothing to be compared with.
function compare({ kinds }: Scene): readonly string[] {
  return [
    '# A pull request is compared with where it left its target, a push with the commit before it.',
    'case "$GITHUB_EVENT_NAME:$GITHUB_REF" in',
    ...(kinds.has('pullRequest') ? ['  pull_request:*) BASE=$(git merge-base "$BASE" HEAD) || BASE= ;;'] : []),
    ...(kinds.has('push') ? ['  push:refs/heads/*) ;;'] : []),
    '  *) BASE= ;;',
    'esac',
    '# Where there is nothing to compare with, everything counts as changed.',
    'known=false',
    'if [ -n "$BASE" ] && git diff --name-only --no-renames -z "$BASE" HEAD > "$RUNNER_TEMP/changed"; then known=true; fi',
    '',
  ]
}

function functions(all: readonly Named[]): readonly string[] {
  const uses = (kind: Test['test'][]) => all.some(({ test }) => kind.includes(test.test))
  return [
    'tell() { if "${@:2}"; then echo "$1=true"; else echo "$1=false"; fi >> "$GITHUB_OUTPUT"; }',
    ...(uses(['changed']) ? ['changed() { [ "$known" = false ] || grep -zqE "$1" "$RUNNER_TEMP/changed"; }'] : []),
    ...(uses(['branch', 'tag', 'targetBranch']) ? ['matches() { [[ "$1" =~ $2 ]]; }'] : []),
  ]
}

function line({ test, name, variable }: Named): string {
  switch (test.test) {
    case 'changed':
      return `tell ${name} changed ${regular(test.paths, '')}`
    case 'branch':
      return `tell ${name} matches "$GITHUB_REF" ${regular(test.patterns, 'refs/heads/')}`
    case 'tag':
      return `tell ${name} matches "$GITHUB_REF" ${regular(test.patterns, 'refs/tags/')}`
    case 'targetBranch':
      return `tell ${name} matches "$GITHUB_BASE_REF" ${regular(test.patterns, '')}`
    default:
      return `tell ${name} [ "$${variable}" = ${shellWord('to' in test ? test.to : '')} ]`
  }
}

function regular(patterns: readonly string[], prefix: string): string {
  const sources = patterns.map((pattern) => filled(patternSource(pattern)))
  return shellWord(`^${prefix}${sources.length === 1 ? sources.join('') : `(${sources.join('|')})`}$`)
}

// A pull request alone has a target; elsewhere its name is empty, which a star would match.
function filled(source: string): string {
  return new RegExp(`^${source}$`).test('') ? source.replace(/\*$/, '+') : source
}
