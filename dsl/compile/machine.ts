import type { Checkout, Container, Matrix, Permissions, Ready, Runner, Service, Text, Tool } from '../../src/ir.ts'
import { usualArch } from '../../src/machine.ts'
import { inside, type Origin } from '../../src/origin.ts'
import type { CredentialsSpec, ImageSpec } from '../image.ts'
import type { CheckoutSpec, PermissionsSpec, RunnerSpec } from '../job-spec.ts'
import type { Choice } from '../matrix.ts'
import type { Service as ServiceValue } from '../service.ts'
import type { Tool as ToolValue } from '../tools.ts'
import type { Words } from '../value.ts'
import { compileEnv } from './env.ts'
import type { Scope } from './scope.ts'
import { type Allowed, compileText, printable, typeName } from './text.ts'

const fromMatrix: Allowed = ['matrix']
const none: readonly never[] = []
const areas = [
  'actions',
  'attestations',
  'checks',
  'contents',
  'deployments',
  'discussions',
  'issues',
  'packages',
  'pages',
  'pullRequests',
  'securityEvents',
  'statuses',
]

const linux: Text = ['linux']
const x64: Text = ['x64']

/** The machine of a job. */
export function compileRunner(spec: RunnerSpec | undefined, matrix: Matrix | null, at: Origin, scope: Scope): Runner {
  if (spec === undefined) return { os: linux, arch: x64, size: none, labels: none, origin: at }
  const part = (key: 'os' | 'arch' | 'size', fallback: Text, known: readonly string[]): Text => {
    const given = spec[key]
    if (given === undefined) return fallback
    const text = isChoice(given)
      ? compileChoice(given, matrix, `runner.${key}`, inside(at, key), scope)
      : compileText(given, `runner.${key}`, fromMatrix, inside(at, key), scope)
    for (const literal of literalsOf(text))
      if (!known.includes(literal))
        scope.report('bad-value', inside(at, key), {
          what: `runner.${key}`,
          value: `'${literal}'`,
          expected: `one of ${known.join(', ')}`,
        })
    return text
  }
  const labels = spec.labels ?? none
  for (const label of labels) printable(label, 'a runner label', at, scope)
  const os = part('os', linux, ['linux', 'windows', 'macos'])
  return {
    os,
    arch: part('arch', usualArch(os, matrix), ['x64', 'arm64']),
    size: part('size', none, ['small', 'medium', 'large']),
    labels,
    origin: at,
  }
}

function isChoice(given: unknown): given is Choice<string> {
  return typeof given === 'object' && given !== null && 'kind' in given && given.kind === 'choice'
}

// What each value of the matrix stands for; one that stands for nothing has no machine.
function compileChoice(
  { of, parts }: Choice<string>,
  matrix: Matrix | null,
  what: string,
  at: Origin,
  scope: Scope,
): Text {
  return compileText(of, what, fromMatrix, at, scope).map((ref) => {
    if (typeof ref === 'string' || ref.ref !== 'matrix') return ref
    const values = new Set((matrix?.cells ?? []).map((cell) => cell[ref.key] ?? ''))
    const missing = [...values].find((value) => !Object.hasOwn(parts, value))
    if (missing !== undefined)
      scope.report('bad-value', at, {
        what,
        value: `nothing for '${missing}'`,
        expected: `a word for each value of '${ref.key}'`,
      })
    return { ...ref, as: { ...parts } }
  })
}

function literalsOf(text: Text): readonly string[] {
  const [only] = text
  if (text.length !== 1 || only === undefined) return []
  if (typeof only === 'string') return [only]
  return only.ref === 'matrix' ? Object.values(only.as ?? {}) : []
}

/** The image of a job. */
export function compileContainer(spec: Words | ImageSpec | undefined, at: Origin, scope: Scope): Container | null {
  if (spec === undefined) return null
  const full = typeof spec === 'object' && spec !== null && 'name' in spec ? spec : undefined
  const image = compileText(full?.name ?? spec, 'image', fromMatrix, at, scope)
  if (image.length === 0)
    scope.report('bad-value', at, { what: 'an image', value: 'empty', expected: "a name with a tag, as in 'node:24'" })
  return {
    image,
    credentials: compileCredentials(full?.credentials, at, scope),
    user: full?.user ?? null,
    origin: at,
  }
}

/** Toolchains of a job. */
export function compileTools(specs: readonly ToolValue[] | undefined, at: Origin, scope: Scope): readonly Tool[] {
  if (specs === undefined) return none
  return specs.flatMap((spec, index) => {
    const origin = inside(at, index)
    if (typeof spec !== 'object' || spec === null || spec.kind !== 'tool') {
      scope.report('wrong-type', origin, {
        what: 'an entry of tools',
        expected: "a tool, such as node('24')",
        found: typeName(spec),
      })
      return []
    }
    const version = compileText(spec.version, `the version of ${spec.name}`, fromMatrix, origin, scope)
    const bad = version.find((part) => typeof part === 'string' && !/^[\w.+-]+$/.test(part))
    if (bad !== undefined)
      scope.report('bad-value', origin, {
        what: `the version of ${spec.name}`,
        value: `'${String(bad)}'`,
        expected: "a version, as in '3.13'",
      })
    return [{ name: spec.name, version, with: spec.with, origin }]
  })
}

/** Services of a job. */
export function compileServices(
  specs: Readonly<Record<string, ServiceValue>> | undefined,
  at: Origin,
  scope: Scope,
): readonly Service[] {
  if (specs === undefined) return none
  return Object.entries(specs).flatMap(([id, made]) => {
    if (typeof made !== 'object' || made === null || made.kind !== 'service') {
      scope.report('wrong-type', inside(at, id), {
        what: `the service '${id}'`,
        expected: 'a service, made by service()',
        found: typeName(made),
      })
      return []
    }
    const { spec, origin } = made
    if (!/^[a-z][a-z0-9-]*$/.test(id))
      scope.report('invalid-name', inside(at, id), {
        what: 'a service',
        name: id,
        rule: 'it becomes a host name: lower-case letters, digits and dashes, beginning with a letter',
      })
    if (!(Number.isInteger(spec.port) && spec.port >= 1 && spec.port <= 65535)) {
      scope.report('bad-value', inside(origin, 'port'), {
        what: 'the port of a service',
        value: String(spec.port),
        expected: 'a whole number from 1 to 65535',
      })
    }
    const ready: Ready =
      spec.ready === undefined || spec.ready === 'port'
        ? { by: 'port' }
        : spec.ready === 'nothing'
          ? { by: 'nothing' }
          : { by: 'command', command: spec.ready }
    return [
      {
        id,
        image: compileText(spec.image, 'the image of a service', fromMatrix, inside(origin, 'image'), scope),
        credentials: compileCredentials(spec.credentials, origin, scope),
        port: spec.port,
        env: compileEnv(spec.env, ['context', 'matrix', 'secret', 'input'], inside(origin, 'env'), scope),
        command: spec.command ?? [],
        ready,
        origin,
      },
    ]
  })
}

/** What the token may do. */
export function compilePermissions(spec: PermissionsSpec, at: Origin, scope: Scope): Permissions {
  for (const [area, level] of Object.entries(spec)) {
    if (!areas.includes(area)) scope.report('unknown-option', inside(at, area), { what: 'permissions', option: area })
    if (level !== 'read' && level !== 'write')
      scope.report('bad-value', inside(at, area), {
        what: `the permission '${area}'`,
        value: String(level),
        expected: "'read' or 'write'",
      })
  }
  return spec as Permissions
}

/** How the sources are fetched. */
export function compileCheckout(spec: CheckoutSpec | false | undefined, at: Origin, scope: Scope): Checkout | null {
  if (spec === false) return null
  const depth = spec?.depth ?? 1
  if (!(Number.isInteger(depth) && depth >= 0))
    scope.report('bad-value', inside(at, 'depth'), {
      what: 'the depth of a checkout',
      value: String(depth),
      expected: 'a whole number; 0 for all',
    })
  return {
    depth,
    submodules: spec?.submodules === 'recursive' ? 'recursive' : spec?.submodules === true ? 'direct' : 'none',
    lfs: spec?.lfs ?? false,
    tags: spec?.tags ?? false,
    credentials: spec?.credentials ?? false,
    pullRequest: spec?.pullRequest ?? 'head',
    origin: at,
  }
}

function compileCredentials(spec: CredentialsSpec | undefined, at: Origin, scope: Scope): Container['credentials'] {
  if (spec === undefined) return null
  return {
    username: compileText(
      spec.username,
      'the user name of a registry',
      ['secret', 'context'],
      inside(at, 'username'),
      scope,
    ),
    password: compileText(
      spec.password,
      'the password of a registry',
      ['secret', 'repositoryToken'],
      inside(at, 'password'),
      scope,
    ),
  }
}
