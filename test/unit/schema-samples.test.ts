import { Ajv } from 'ajv'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { GithubJob, GithubStepsJob, GithubWorkflow } from '../../emitters/github/schema.ts'
import { workflowSchema } from '../../emitters/github/schema.ts'
import type { GitlabJob } from '../../emitters/gitlab/schema.ts'
import { configSchema, headerSchema } from '../../emitters/gitlab/schema.ts'
import { closed, type JsonSchema } from '../../src/json-schema.ts'
import { validate } from '../../src/validate.ts'
import { workflow } from './schema-sample-github.ts'
import { config, header } from './schema-sample-gitlab.ts'

/** A patch: any part of a shape. */
type Part<T> = T extends readonly unknown[] ? T : T extends object ? { readonly [K in keyof T]?: Part<T[K]> } : T

const samples: readonly (readonly [string, JsonSchema, unknown])[] = [
  ['a workflow of GitHub', workflowSchema, workflow],
  ['a configuration of GitLab', configSchema, config],
  ['a header of GitLab', headerSchema, header],
]

describe('what the types take, the schema takes', () => {
  test.each(samples)('%s', async (_, schema, data) => {
    expect(await validate(schema, data)).toEqual([])
  })
})

describe('what the types refuse', () => {
  test('keys that do not exist, values that do not exist and keys of the other kind of job do not compile', () => {
    const refused = [
      // @ts-expect-error -- the key is `timeout-minutes`
      { 'runs-on': 'x', steps: [], timeout: 5 } satisfies GithubJob,
      // @ts-expect-error -- a step has `run` or `uses`
      { 'runs-on': 'x', steps: [{ name: 'x' }] } satisfies GithubJob,
      // @ts-expect-error -- a call has no steps
      { uses: './.github/workflows/a.yml', steps: [] } satisfies GithubJob,
      // @ts-expect-error -- the event is `pull_request`
      { on: { pullrequest: {} }, jobs: {} } satisfies GithubWorkflow,
      // @ts-expect-error -- a text that is no expression
      { 'runs-on': 'x', steps: [], 'continue-on-error': 'yes' } satisfies GithubJob,
      // @ts-expect-error -- the key is `artifacts`
      { script: 'x', artefacts: {} } satisfies GitlabJob,
      // @ts-expect-error -- a trigger runs no script
      { trigger: 'a/b', script: 'x' } satisfies GitlabJob,
      // @ts-expect-error -- two retries at most
      { script: 'x', retry: 3 } satisfies GitlabJob,
    ]
    expect(refused).toHaveLength(8)
  })

  test('a patch is any part of a shape and nothing else', () => {
    const patches = [
      { env: { A: '1' }, container: { options: '--cpus 1' } } satisfies Part<GithubStepsJob>,
      { environment: { deployment_tier: 'staging' } } satisfies Part<GitlabJob>,
      // @ts-expect-error -- the key is `options`
      { container: { option: '--cpus 1' } } satisfies Part<GithubStepsJob>,
    ]
    expect(patches).toHaveLength(3)
  })

  test('a schema that lacks a key of its type does not compile', () => {
    interface Pair {
      readonly one: string
      readonly two?: string
    }
    const refused = [
      // @ts-expect-error -- `two` is missing
      closed<Pair>({ one: {} }, {}),
      // @ts-expect-error -- `one` is missing
      closed<Pair>({}, { two: {} }),
      // @ts-expect-error -- `two` is not required
      closed<Pair>({ one: {}, two: {} }, { two: {} }),
      // @ts-expect-error -- there is no `three`
      closed<Pair>({ one: {} }, { two: {}, three: {} }),
    ]
    expect(refused).toHaveLength(4)
  })
})

describe('every mapping is closed', () => {
  test.each(samples)('%s', (_, schema) => {
    const open: string[] = []
    const walk = (part: unknown, path: string): void => {
      if (typeof part !== 'object' || part === null) return
      const { type, properties, additionalProperties } = part as JsonSchema
      if (type === 'object' && properties && additionalProperties === undefined) open.push(path)
      for (const [key, value] of Object.entries(part)) walk(value, `${path}/${key}`)
    }
    walk(schema, '')
    expect(open).toEqual([])
  })
})

describe('a sample with one value replaced', () => {
  const values = fc.constantFrom<unknown>(null, true, 0, -1, 'x', '', [], {}, ['x'], { x: 1 }, [[]], [{ name: 'x' }])

  test.each(samples)('%s is refused with a path into it, or is valid still', async (_, schema, data) => {
    const places = placesOf(data)
    const check = new Ajv({ strict: false, validateFormats: false }).compile(schema)
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), values, async (place, value) => {
        const broken = replaced(data, place, value)
        const found = await validate(schema, broken)
        expect(found.length === 0).toBe(check(broken))
        for (const { path, message } of found) {
          expect(message).not.toBe('')
          const parent = path.slice(0, -1).reduce<unknown>((at, key) => Object(at)[key], broken)
          expect(Object(parent)).toBe(parent)
        }
      }),
      { numRuns: 300, seed: 7 },
    )
  })
})

type Path = readonly (string | number)[]

function placesOf(value: unknown, at: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [at]
  const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value)
  return [...(at.length > 0 ? [at] : []), ...entries.flatMap(([key, child]) => placesOf(child, [...at, key]))]
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by
  if (Array.isArray(value)) return value.map((child, index) => (index === key ? replaced(child, rest, by) : child))
  return { ...Object(value), [key]: replaced(Object(value)[key], rest, by) }
}
