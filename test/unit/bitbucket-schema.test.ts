import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { parseDocument } from 'yaml'
import { type BitbucketFile, fileSchema } from '../../emitters/bitbucket/schema.ts'
import { validate as check } from '../../emitters/bitbucket/validate.ts'
import type { YamlMap } from '../../src/document.ts'
import { validate } from '../../src/validate.ts'

const shared = fileURLToPath(new URL('../../../shared/', import.meta.url))
const corpus = `${shared}corpus/examples/bitbucket/`
const there = existsSync(corpus)
const files = there
  ? readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((file) => /\.ya?ml$/.test(file))
  : ['did not run: without ../shared there are no real files']

/** Real files that the strict schema takes and ours does not, and why ours is right. */
const stricter: Readonly<Record<string, RegExp>> = {}

function read(file: string): unknown {
  return parseDocument(readFileSync(file, 'utf8'), { merge: true, uniqueKeys: false, logLevel: 'silent' }).toJS()
}

describe('real files', () => {
  const ajv = new Ajv({ strict: false, validateFormats: false, logger: false })
  const strict = there
    ? ajv.compile(JSON.parse(readFileSync(`${shared}schemas/bitbucket-pipelines-strict.json`, 'utf8')))
    : undefined
  const counted = { both: 0 }

  test.skipIf(!there).each(files)('%s', async (file) => {
    const data = read(corpus + file)
    const found = (await validate(fileSchema, data)).map(({ path, message }) => `${path.join('.')}: ${message}`)
    if (strict?.(data) === true) {
      counted.both += 1
      expect(found.filter((one) => !stricter[file]?.test(one))).toEqual([])
    }
  })

  test.skipIf(!there)('most files were held against both schemas', () => {
    expect(counted.both).toBeGreaterThan(files.length * 0.9)
  })
})

const step = { step: { script: ['make'] } }
const good: BitbucketFile = { pipelines: { default: [step] } }

test.each<[string, unknown, RegExp]>([
  ['an unknown key', { ...good, pipeline: {} }, /pipeline/],
  ['a misspelt key of a step', { pipelines: { default: [{ step: { scripts: ['make'] } }] } }, /script/],
  ['a step without a script', { pipelines: { default: [{ step: { name: 'x' } }] } }, /script/],
  ['an empty list of steps', { pipelines: { default: [] } }, /default/],
  ['nothing', {}, /pipelines/],
  [
    'an item that YAML read as a mapping',
    { pipelines: { default: [{ step: { script: [{ 'echo "a': 'b"' }] } }] } },
    /script/,
  ],
  ['too long a time', { pipelines: { default: [{ step: { script: ['x'], 'max-time': 121 } }] } }, /max-time/],
  [
    'too many retries',
    { pipelines: { default: [{ step: { script: ['x'], 'on-fail': { strategy: 'retry', maxRetryCount: 11 } } }] } },
    /maxRetryCount/,
  ],
  [
    'six services',
    { pipelines: { default: [{ step: { script: ['x'], services: ['a', 'b', 'c', 'd', 'e', 'f'] } }] } },
    /services/,
  ],
  [
    'a script in a call of a child pipeline',
    { pipelines: { default: [{ step: { type: 'pipeline', custom: 'x', script: ['x'] } }] } },
    /default/,
  ],
  [
    'both kinds of changed paths',
    {
      pipelines: {
        default: [{ step: { script: ['x'], condition: { changesets: { includePaths: ['a'], excludePaths: ['b'] } } } }],
      },
    },
    /condition/,
  ],
  [
    'an artifact without a name',
    { pipelines: { default: [{ step: { script: ['x'], artifacts: { upload: [{ paths: ['a'] }] } } }] } },
    /artifacts/,
  ],
  [
    'eleven labels',
    { pipelines: { default: [{ step: { script: ['x'], 'runs-on': Array.from({ length: 11 }, String) } }] } },
    /runs-on/,
  ],
  [
    'a lock with a long name',
    { pipelines: { default: [{ step: { script: ['x'], 'concurrency-group': 'x'.repeat(51) } }] } },
    /concurrency-group/,
  ],
  ['a variable with dashes', { pipelines: { custom: { x: [{ variables: [{ name: 'a-b' }] }, step] } } }, /custom/],
])('%s is refused', async (_what, file, says) => {
  const found = await validate(fileSchema, file)
  expect(found.length).toBeGreaterThan(0)
  expect(found.map((one) => `${one.path.join('.')} ${one.message}`).join('\n')).toMatch(says)
})

test.each<[string, unknown, RegExp]>([
  ['101 steps', { pipelines: { default: Array.from({ length: 101 }, () => step) } }, /101 steps/],
  [
    'a first step that waits for a person',
    { pipelines: { default: [{ step: { ...step.step, trigger: 'manual' } }] } },
    /cannot begin/,
  ],
  [
    'a service that nothing defines',
    { pipelines: { default: [{ step: { ...step.step, services: ['pg'] } }] } },
    /no service 'pg'/,
  ],
  [
    'a child pipeline that is not there',
    { pipelines: { default: [{ step: { type: 'pipeline', custom: 'x' } }] } },
    /no custom pipeline 'x'/,
  ],
  [
    'a trigger of nothing',
    { ...good, triggers: { 'repository-push': [{ pipelines: ['x'] }] } },
    /no custom pipeline 'x'/,
  ],
  [
    'two deployments to one environment',
    { pipelines: { tags: { v: [1, 2].map(() => ({ step: { ...step.step, deployment: 'p' } })) } } },
    /more than once/,
  ],
  [
    'a fault behind a destination',
    {
      pipelines: {
        'pull-requests': { '**': { destinations: { main: [{ step: { ...step.step, trigger: 'manual' } }] } } },
      },
    },
    /cannot begin/,
  ],
])('%s is found beside the schema', async (_what, file, says) => {
  const document = { kind: 'yaml' as const, path: 'bitbucket-pipelines.yml', header: [], documents: [file as YamlMap] }
  expect((await check(document)).map((fault) => fault.message).join()).toMatch(says)
})

test('a good file is good', async () => {
  const document = {
    kind: 'yaml' as const,
    path: 'bitbucket-pipelines.yml',
    header: [],
    documents: [good as unknown as YamlMap],
  }
  expect(await check(document)).toEqual([])
})
