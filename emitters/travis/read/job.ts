import type { Report } from '../../../src/diagnostics.ts'
import type { Cell, Checkout, Condition, Env, Job, Matrix, Text, Tool } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import { plainStep } from '../../../src/plain-step.ts'
import type { Cursor } from '../../../src/read/cursor.ts'
import { title } from '../title.ts'
import { readAddons } from './addons.ts'
import { ambient, mendedIn } from './ambient.ts'
import { readCaches } from './cache.ts'
import { lose, type RawJob } from './context.ts'
import { readDeployments } from './deploy.ts'
import type { Row } from './env.ts'
import type { Machine } from './machine.ts'
import { readServices } from './services.ts'
import { readAfter, readMain } from './steps.ts'

/** A job of the build, or several that differ in a matrix alone. */
export interface Draft {
  readonly raw: RawJob
  readonly machine: Machine
  readonly row: Row
  readonly cells: readonly Cell[]
  readonly matrix: Matrix | null
  readonly allowFailure: boolean
  readonly condition: Condition
}

/** A draft as a job of a story, without its place among the others. */
export function readJob(draft: Draft, origin: Origin, report: Report): Omit<Job, 'id' | 'name' | 'stage' | 'needs'> {
  const { raw, machine, row, matrix } = draft
  const [cell = {}] = draft.cells
  const varies = new Set(matrix?.cells.flatMap((one) => Object.keys(one)) ?? [])
  const textFor = (name: string, text: string): Text =>
    varies.has(name) ? [{ ref: 'matrix', key: name }] : text === '' ? [] : [text]
  const own: Env = row.env.map((entry) => ({
    ...entry,
    value: varies.has(entry.name) ? textFor(entry.name, '') : entry.value,
  }))
  const exports = [
    ...row.shell.map(({ name, text }) => `export ${name}="${text.replaceAll('"', '\\"')}"`),
    ...compilerLines(cell.CC, varies.has('CC')),
  ]
  const before = (script: string): readonly string[] => [...mendedIn(script), ...exports]
  const main = readMain(raw, machine.language, before)
  const deployments = readDeployments(raw, { before, replay: main.replay }, report)
  const after = readAfter(raw, { before, replay: main.replay }, report)
  const { services, env: clients, docker } = readServices(raw, report)
  const caches = readCaches(raw, machine.language, report)
  const addons = readAddons(raw, machine.os, report)
  const steps = [...addons, ...main.steps, ...deployments.steps, ...after.steps]
  const version = textFor(axisOf(machine), machine.version)
  const compiler: Env = ['CC', 'CXX', 'BUNDLE_GEMFILE'].flatMap((name) => {
    const text = cell[name]
    return text === undefined || own.some((entry) => entry.name === name)
      ? []
      : [{ name, value: textFor(name, text), origin }]
  })
  const given = [...own, ...compiler, ...clients.filter(({ name }) => !own.some((entry) => entry.name === name))]
  const script = [main.script, deployments.script, after.script, ...exports].join('\n')
  const facts: Readonly<Record<string, Text>> = {
    TRAVIS_OS_NAME: varies.has('os') ? textFor('os', '') : [machine.os === 'macos' ? 'osx' : machine.os],
    TRAVIS_CPU_ARCH: varies.has('arch') ? textFor('arch', '') : [machine.arch === 'x64' ? 'amd64' : machine.arch],
    TRAVIS_LANGUAGE: [machine.language],
    TRAVIS_DIST: [raw.keys.get('dist')?.text() ?? 'xenial'],
    ...(machine.known?.variable === undefined ? {} : { [machine.known.variable]: version }),
  }
  const told = ambient(script, facts, new Set(given.map(({ name }) => name)), origin)
  for (const name of told.unknown)
    report('import-lost', origin, {
      vendor: title,
      address: `$${name}`,
      why: 'no other vendor tells it: find it out in the script',
    })
  tellSealed(row.sealed, told.env, report)
  const env = [...given, ...told.env]
  const cached = caches.flatMap((cache) => cache.env).filter(({ name }) => !env.some((entry) => entry.name === name))
  return {
    status: 'success',
    condition: draft.condition,
    matrix,
    runner: { os: textFor('os', machine.os), arch: textFor('arch', machine.arch), size: [], labels: [], origin },
    container: containerOf(machine, version, varies, origin),
    tools: toolsOf(machine, version, docker, origin),
    services,
    env: [...cached, ...env],
    steps: steps.length === 0 ? [plainStep('true', origin)] : steps,
    outputs: [],
    artifacts: [],
    caches,
    reports: { junit: [], coverage: null, origin },
    environment: null,
    lock: null,
    timeoutMinutes: 60,
    retry: 0,
    allowFailure: draft.allowFailure,
    permissions: null,
    checkout: checkoutOf(raw, report, origin),
    raw: [],
    origin,
  }
}

/** The name of the axis of versions. */
function axisOf({ known, language }: Machine): string {
  return (known?.tool ?? language).replaceAll('_', '-')
}

function compilerLines(compiler: string | undefined, varies: boolean): readonly string[] {
  if (compiler === undefined || !varies) return []
  return ['case $CC in gcc*) export CXX="g++${CC#gcc}" ;; clang*) export CXX="clang++${CC#clang}" ;; esac']
}

function containerOf(
  { known, os }: Machine,
  version: Text,
  varies: ReadonlySet<string>,
  origin: Origin,
): Job['container'] {
  if (known?.image === undefined || os !== 'linux' || varies.has('os')) return null
  const [before = '', behind = ''] = known.image.split('{}')
  const [only] = version
  const image: Text =
    version.length === 1 && typeof only === 'string'
      ? [`${before}${only}${behind}`]
      : [before, ...version, behind].filter((part) => part !== '')
  return { image, credentials: null, user: null, origin }
}

function toolsOf({ known }: Machine, version: Text, docker: Cursor | undefined, origin: Origin): readonly Tool[] {
  const name = known?.tool
  return [
    ...(name === undefined || version.length === 0 ? [] : [{ name, version, with: null, origin }]),
    ...(docker === undefined ? [] : [{ name: 'docker', version: ['28'], with: null, origin: docker.origin } as const]),
  ]
}

// https://docs.travis-ci.com/user/customizing-the-build/#git-clone-depth
function checkoutOf(raw: RawJob, report: Report, origin: Origin): Checkout {
  const git = raw.keys.get('git')
  const depth = git?.look('depth')?.data
  for (const key of git?.keys ?? []) {
    const part = git?.look(key)
    if (part === undefined) continue
    if (['depth', 'submodules', 'submodules_depth', 'quiet', 'lfs_skip_smudge'].includes(key)) part.mark('carried')
    else lose(part, 'a story has no word for it: say it by git in a step', report)
  }
  git?.mark('carried')
  const whole = depth === false || depth === 0
  return {
    depth: whole ? 0 : typeof depth === 'number' && depth > 0 ? depth : 50,
    submodules: git?.look('submodules')?.data === false ? 'none' : 'recursive',
    lfs: git?.look('lfs_skip_smudge')?.data !== undefined && git.look('lfs_skip_smudge')?.data !== true,
    tags: whole,
    credentials: false,
    pullRequest: 'merge',
    origin,
  }
}

function tellSealed(sealed: readonly Cursor[], env: Env, report: Report): void {
  const secrets = env.filter(({ value }) => value.some((part) => typeof part !== 'string' && part.ref === 'secret'))
  for (const cursor of sealed) {
    cursor.mark(secrets.length === 0 ? 'lost' : 'carried')
    if (secrets.length === 0)
      report('import-lost-safety', cursor.origin, {
        vendor: title,
        address: cursor.address,
        why: 'its name is encrypted with its value: name it in the story, by secret(), and set it at the new vendor',
      })
    else
      report('import-approximate', cursor.origin, {
        address: cursor.address,
        from: 'an encrypted variable',
        to: secrets.map(({ name }) => `secret('${name}')`).join(', '),
        why: 'its name is encrypted with its value: these are what the scripts read; set them at the new vendor',
      })
  }
}
