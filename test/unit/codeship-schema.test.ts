import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { parse, parseDocument } from 'yaml'
import { codeshipBasic } from '../../emitters/codeship/index.ts'
import { servicesSchema, stepsSchema } from '../../emitters/codeship/schema.ts'
import { validate as check, crossFaults, servicesOf } from '../../emitters/codeship/validate.ts'
import { plain } from '../../src/document.ts'
import { validate } from '../../src/validate.ts'
import { outputsFor, vendorOf } from '../harness/all-outputs.ts'

const shared = fileURLToPath(new URL('../../../shared/', import.meta.url))
const corpus = `${shared}corpus/dev/codeship/`
const there = existsSync(corpus)
const absent = 'did not run: without ../shared there are no real files'
const files = there ? readdirSync(corpus).filter((file) => file.endsWith('.yml')) : [absent]

/** Real files that ours refuses, and why that is right. */
const faulty: Readonly<Record<string, string>> = {
  'codeship__codeship-tool-examples__05.matrix__codeship-steps.yml': 'steps of the type matrix are gone',
  'codeship__codeship-tool-examples__06.matrix-complex__codeship-steps.yml': 'steps of the type matrix are gone',
}

function read(file: string): unknown {
  return parseDocument(readFileSync(file, 'utf8'), { merge: true, uniqueKeys: false, logLevel: 'silent' }).toJS()
}

describe('real files', () => {
  test.skipIf(!there).each(files)('%s', async (file) => {
    const data = read(corpus + file)
    const isSteps = file.endsWith('steps.yml')
    const found = await validate(isSteps ? stepsSchema : servicesSchema, isSteps ? data : servicesOf(data))
    expect(found.length > 0).toBe(faulty[file] !== undefined)
  })
})

describe('every output', () => {
  const ajv = new Ajv({ strict: false, validateFormats: false, logger: false })
  const official = (name: string) =>
    there ? ajv.compile(JSON.parse(readFileSync(`${shared}schemas/codeship-${name}.json`, 'utf8'))) : undefined
  const known = { 'codeship-steps.yml': official('steps'), 'codeship-services.yml': official('services') }

  test(`of Pro holds ours${there ? ' and the public schemas' : ` (the public ones ${absent})`}, and names services that exist`, async () => {
    const outputs = await outputsFor(vendorOf('codeship'))
    const services = new Map<string, unknown>()
    let counted = 0
    for (const { name, path, text, document } of outputs) {
      if (document === undefined || document.kind !== 'yaml') continue
      counted += 1
      expect({ name, faults: await check(document) }).toEqual({ name, faults: [] })
      const data = parse(text)
      expect(data).toEqual(plain(document.documents[0]))
      const strict = known[path as keyof typeof known]
      if (strict !== undefined)
        expect({ name, ok: strict(data), errors: strict.errors }).toEqual({ name, ok: true, errors: null })
      services.set(`${name} ${path}`, data)
    }
    for (const [key, data] of services) {
      if (!key.endsWith('codeship-steps.yml')) continue
      const own = services.get(key.replace('steps.yml', 'services.yml'))
      if (own !== undefined)
        expect({ key, faults: crossFaults(own as never, data as never) }).toEqual({ key, faults: [] })
    }
    expect(counted).toBeGreaterThan(50)
  })

  test('of Basic is what its package reads: sections of texts', async () => {
    const outputs = (await outputsFor(vendorOf('codeship-basic'))).filter(({ path }) => path === 'codeship.yml')
    expect(outputs.length).toBeGreaterThan(20)
    for (const { name, text, document } of outputs) {
      if (document !== undefined)
        expect({ name, faults: await codeshipBasic.validate(document) }).toEqual({ name, faults: [] })
      const sections = Object.values(parse(text) as Record<string, unknown>)
      expect(
        sections.every((section) => Array.isArray(section) && section.every((one) => typeof one === 'string')),
      ).toBe(true)
    }
  })
})

test.each<[string, unknown, RegExp]>([
  ['an unknown key', [{ comand: 'x', service: 'a' }], /comand/],
  ['a step without a command', [{ name: 'x', service: 'a' }], /command/],
  ['a group without steps', [{ type: 'serial' }], /steps/],
  ['a group with a command', [{ type: 'serial', command: 'x', steps: [{ service: 'a', command: 'x' }] }], /command|0/],
  ['a push without a registry', [{ type: 'push', service: 'a', image_name: 'x' }], /registry/],
  ['a step that nothing runs', [{ command: 'x' }], /names no service/],
  ['two steps of a name', [1, 2].map(() => ({ name: 'x', service: 'a', command: 'x' })), /more than one step 'x'/],
  [
    'a step behind a person',
    [
      { type: 'manual', steps: [{ service: 'a', command: 'x' }] },
      { service: 'a', command: 'x' },
    ],
    /no step can follow/,
  ],
  [
    'a person asked twice',
    [1, 2].map(() => ({ type: 'manual', tag: 'main', steps: [{ service: 'a', command: 'x' }] })),
    /second group that waits/,
  ],
  ['a service without an image', { app: { command: 'x' } }, /image|build|app/],
  ['a service with both', { app: { image: 'a', build: '.' } }, /app/],
  ['a service that is not there', { app: { image: 'a', depends_on: ['db'] } }, /no service 'db'/],
])('%s is refused', async (_name, data, words) => {
  const document = { kind: 'yaml', path: 'x.yml', header: [], documents: [data] } as never
  expect((await check(document)).map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n')).toMatch(words)
})
