import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parse } from 'yaml'
import type { WrittenFile } from '../tekton-objects.ts'
import { endedWell, mark, type Node, type SafetyEvent, type SafetyReader } from './play.ts'

interface Step {
  readonly name?: string
  readonly type?: 'run' | 'serial' | 'parallel' | 'push' | 'load' | 'manual'
  readonly service?: string
  readonly command?: string
  readonly tag?: string
  readonly exclude?: string
  readonly steps?: readonly Step[]
  readonly on_fail?: readonly Step[]
}

interface Place {
  readonly path: string
  readonly waits: readonly string[]
  readonly gate: boolean
  readonly present: boolean
}

type Files = readonly WrittenFile[]

/** @see https://docs.cloudbees.com/docs/cloudbees-codeship/latest/pro-builds-and-configuration/steps */
export const codeship: SafetyReader = {
  nodes: (files, event) => {
    if (isForeign(event)) return []
    return series(stepsOf(files), { path: '', waits: [], gate: false, present: true }, files, event)
  },
  // Nothing holds builds apart.
  lockOf: () => undefined,
  secretsOf: (files, name, event) => (isForeign(event) ? [] : secretsIn(scriptWith(files, name))),
  // A build has no token of the repository.
  writesOf: () => [],
}

/** @see https://github.com/painless-software/codeship-yaml */
export const codeshipBasic: SafetyReader = {
  nodes: (files, event) => {
    if (isForeign(event)) return []
    const sections = parse(files.find(({ path }) => path === 'codeship.yml')?.text ?? '{}') as Record<
      string,
      string | string[]
    >
    const commands = Object.values(sections).flat()
    return commands.map(
      (command, index): Node => ({
        name: String(index),
        waits: index === 0 ? [] : [String(index - 1)],
        starts: (results) => index === 0 || endedWell(results, [String(index - 1)], false),
        gate: false,
        mayFail: / \|\| true'?$/.test(command),
        script: textOf(command, files),
        prints: () => printed(command, files, event, false),
      }),
    )
  },
  lockOf: () => undefined,
  secretsOf: (files, name, event) => (isForeign(event) ? [] : secretsIn(scriptWith(files, name))),
  writesOf: () => [],
}

// Pull requests from forks start nothing: https://docs.cloudbees.com/docs/cloudbees-codeship/latest/general-projects/getting-started
function isForeign(event: SafetyEvent): boolean {
  return event.kind === 'pullRequest' && event.fork
}

function stepsOf(files: Files): readonly Step[] {
  return parse(files.find(({ path }) => path === 'codeship-steps.yml')?.text ?? '[]') as readonly Step[]
}

function scriptWith(files: Files, name: string): string {
  const found = files.find(({ path, text }) => path.endsWith('.sh') && text.includes(mark(name)))
  if (found === undefined) throw new Error(`there is no script of ${name}`)
  return found.text
}

function secretsIn(script: string): readonly string[] {
  return [...new Set([...script.matchAll(/\b(TOKEN|OTHER)\b/g)].map((found) => found[1] as string))]
}

// One name for branches and tags: exact, or a regular expression where it has an anchor.
function fits(filter: string, event: SafetyEvent): boolean {
  const name = nameOf(event)
  return /[\^$]/.test(filter) ? new RegExp(filter).test(name) : filter === name
}

function nameOf(event: SafetyEvent): string {
  return event.kind === 'push' ? event.branch : event.kind === 'tag' ? event.tag : event.source
}

function series(steps: readonly Step[], place: Place, files: Files, event: SafetyEvent): readonly Node[] {
  const nodes: Node[] = []
  let { waits } = place
  steps.forEach((step, index) => {
    const own = nodesOf(step, { ...place, waits, path: `${place.path}.${index}` }, files, event)
    nodes.push(...own)
    waits = [...waits, ...own.filter(({ name }) => !name.includes('!')).map(({ name }) => name)]
  })
  return nodes
}

function nodesOf(step: Step, place: Place, files: Files, event: SafetyEvent): readonly Node[] {
  const present =
    place.present &&
    (step.tag === undefined || fits(step.tag, event)) &&
    (step.exclude === undefined || !fits(step.exclude, event))
  const inner: Place = { ...place, present, gate: place.gate || step.type === 'manual' }
  const own =
    step.steps === undefined
      ? [nodeOf(step, inner, files, event)]
      : step.type === 'parallel'
        ? step.steps.flatMap((one, index) => nodesOf(one, { ...inner, path: `${inner.path}.${index}` }, files, event))
        : series(step.steps, inner, files, event)
  const names = own.map(({ name }) => name)
  const late = (step.on_fail ?? []).map((one, index): Node => {
    const node = nodeOf(one, { ...inner, waits: names, path: `${inner.path}!${index}` }, files, event)
    return { ...node, starts: (results) => names.some((name) => results.get(name) === 'failed') }
  })
  return [...own, ...late]
}

function nodeOf({ command = '' }: Step, { path, waits, gate, present }: Place, files: Files, event: SafetyEvent): Node {
  return {
    name: path,
    waits,
    starts: (results) => present && endedWell(results, waits, true),
    gate,
    mayFail: / \|\| true'?$/.test(command),
    script: present ? textOf(command, files) : '',
    prints: () => printed(command, files, event, gate),
  }
}

// The command is no shell, so that what it does stands in the file that it names.
function textOf(command: string, files: Files): string {
  return files
    .filter(({ path }) => path.endsWith('.sh') && command.includes(path))
    .map(({ text }) => text)
    .join('\n')
}

function printed(command: string, files: Files, event: SafetyEvent, approved: boolean): string {
  const folder = mkdtempSync(join(tmpdir(), 'build-'))
  try {
    for (const { path, text } of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    const described = event.kind === 'tag' ? event.tag : 'v0-1-gc0ffee0'
    mkdirSync(join(folder, 'bin'))
    writeFileSync(join(folder, 'bin/git'), `#!/bin/sh\necho '${described}'\n`, { mode: 0o755 })
    const env = {
      PATH: `${join(folder, 'bin')}:${process.env.PATH ?? ''}`,
      HOME: folder,
      TOKEN: 'hush',
      OTHER: 'hush',
      CI_BRANCH: nameOf(event),
      CI_COMMIT_ID: 'c',
      CI_COMMIT_DESCRIPTION: described,
      CI_PR_NUMBER: event.kind === 'pullRequest' ? '1' : '',
      CI_BUILD_APPROVED: approved ? 'true' : 'false',
    }
    return spawnSync('sh', ['-c', command], { cwd: folder, env, encoding: 'utf8' }).stdout
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
