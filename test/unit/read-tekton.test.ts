import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { emit } from '../../emitters/tekton/emit.ts'
import { normalise, read } from '../../emitters/tekton/read/index.ts'
import { scan } from '../../emitters/tekton/read/scan.ts'
import { readStarts } from '../../emitters/tekton/read/triggers.ts'
import { collect } from '../../src/diagnostics.ts'
import { plain } from '../../src/document.ts'
import { open } from '../../src/read/open.ts'
import type { Data } from '../../src/yaml/data.ts'

const nowhere = { file: 'x.yaml', line: 1, column: 1 }
const quiet = () => undefined

function readText(text: string) {
  const { report, found } = collect()
  const reading = read([{ path: '.tekton/run.yaml', text }], report)
  return { reading, codes: found.map(({ code }) => code), pipelines: reading.pipelines }
}

/** Whether what is written again says what the file said. */
function isSame(text: string): boolean {
  const path = '.tekton/run.yaml'
  const { pipelines } = read([{ path, text }], quiet)
  const data = open([{ path, text }], { vendor: 'Tekton' }, quiet).documents.map(({ root }) => root.data)
  const written = emit(pipelines, quiet).flatMap((one) => (one.kind === 'yaml' ? one.documents.map(plain) : []))
  const meaning = (documents: readonly Data[]) => normalise({ path, documents }, { files: [], story: undefined })
  return JSON.stringify(sorted(meaning(written as readonly Data[]))) === JSON.stringify(sorted(meaning(data)))
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  )
}

const run = (annotations: string, spec: string) => `apiVersion: tekton.dev/v1
kind: PipelineRun
metadata:
  name: shop
  annotations:
${annotations}
spec:
${spec}`

const push = `    pipelinesascode.tekton.dev/on-event: "[push]"
    pipelinesascode.tekton.dev/on-target-branch: "[main]"`

const two = `  pipelineSpec:
    tasks:
      - name: build
        taskSpec:
          results:
            - name: image-digest
          steps:
            - name: make
              image: alpine:3.22
              script: |
                make image
                echo ok > $(results.image-digest.path)
      - name: ship
        runAfter: [build]
        retries: 1
        params:
          - name: digest
            value: $(tasks.build.results.image-digest)
        taskSpec:
          params:
            - name: digest
          steps:
            - image: alpine:3.22
              command: [./ship, --to, "a b"]
              env:
                - name: DIGEST
                  value: $(params.digest)
    finally:
      - name: clean
        taskSpec:
          steps:
            - image: alpine:3.22
              script: make clean
`

describe('reading Tekton', () => {
  it('parts texts at variables of its own, and leaves those of the shell', () => {
    expect(scan('a $(params.x) $(date) $(tasks.t.results.r)!')).toEqual([
      'a ',
      { variable: 'params.x' },
      ' $(date) ',
      { variable: 'tasks.t.results.r' },
      '!',
    ])
    expect(scan('$(params.x')).toEqual(['$(params.x'])
  })

  it('makes jobs of tasks, with their order, results and what runs at the end', () => {
    const [pipeline] = readText(run(push, two)).pipelines
    expect(pipeline?.jobs.map(({ id, status, retry }) => [id, status, retry])).toEqual([
      ['build', 'success', 0],
      ['ship', 'success', 1],
      ['clean', 'always', 0],
    ])
    const [build, ship, clean] = pipeline?.jobs ?? []
    expect(build?.outputs.map(({ name }) => name)).toEqual(['image_digest'])
    expect(ship?.needs).toMatchObject([{ job: 'build', by: 'needs', optional: false }])
    expect(ship?.steps[0]).toMatchObject({
      script: "./ship --to 'a b'",
      env: [{ name: 'DIGEST', value: [{ ref: 'output', job: 'build', name: 'image_digest' }] }],
    })
    expect(clean?.needs.map(({ job }) => job)).toEqual(['build', 'ship'])
  })

  it('writes the file again with the same meaning', () => {
    expect(isSame(run(push, two))).toBe(true)
  })

  it.each([
    ['event == "push" && target_branch == "main"', [{ kind: 'push', branches: ['main'] }]],
    ['event == "pull_request" && target_branch in ["a", "b"]', [{ kind: 'pullRequest', branches: ['a', 'b'] }]],
    ['event == "push" && target_branch.startsWith("refs/tags/v")', [{ kind: 'tag', tags: ['v**'] }]],
    ['event == "pull_request" && "docs/**".pathChanged()', [{ kind: 'pullRequest', paths: ['docs/**'] }]],
  ])('understands the expression %s', (expression, triggers) => {
    const annotations = { 'pipelinesascode.tekton.dev/on-cel-expression': expression }
    expect(readStarts({ annotations }, [], nowhere)).toMatchObject({ triggers, vendorTriggers: [] })
  })

  it.each(['event == "push" && body.x == 1', 'event ==', 'body.draft'])(
    'keeps the expression %s as it stands, so that nothing else starts elsewhere',
    (expression) => {
      const text = run(`    pipelinesascode.tekton.dev/on-cel-expression: '${expression}'`, two)
      const [pipeline] = readText(text).pipelines
      expect(pipeline?.triggers).toEqual([])
      expect(pipeline?.vendorTriggers[0]?.vendor).toBe('tekton')
      expect(isSame(text)).toBe(true)
    },
  )

  it('keeps a condition that a story cannot say as a condition of Tekton', () => {
    const text = run(
      push,
      two.replace('retries: 1', 'when:\n          - { input: "$(params.x)", operator: in, values: ["y"] }'),
    )
    const ship = readText(text).pipelines[0]?.jobs.find(({ id }) => id === 'ship')
    expect(ship?.condition).toMatchObject({ test: 'vendor' })
    expect(isSame(text)).toBe(true)
  })

  it('keeps steps in several images as they are', () => {
    const text = run(push, two.replace('image: alpine:3.22', 'image: golang:1\n            - image: alpine:3.22'))
    const { codes, pipelines } = readText(text)
    expect(codes).toContain('import-as-is')
    expect(pipelines[0]?.jobs[0]?.steps.every(({ kind }) => kind === 'vendor')).toBe(true)
    expect(isSame(text)).toBe(true)
  })

  it.each([
    '',
    'a',
    '[]',
    'kind: 5',
    'kind: Task\napiVersion: tekton.dev/v1',
    'kind: Pipeline\napiVersion: tekton.dev/v1\nspec: { tasks: [1, { name: [] }, { taskSpec: 3 }] }',
    'kind: TaskRun\napiVersion: tekton.dev/v1\nmetadata: 7\nspec: { taskSpec: { steps: [null, { script: 4 }] } }',
    'kind: Task\napiVersion: tekton.dev/v1\nspec: { params: { a: b }, steps: [{ image: {}, env: 4, script: "$(params.x" }] }',
    run(push, '  pipelineSpec: { tasks: [{ name: __proto__, runAfter: [__proto__], taskSpec: { steps: [{}] } }] }'),
    run(push, '  pipelineSpec: { tasks: [{ name: a, runAfter: [b] }, { name: b, runAfter: [a] }, { name: A }] }'),
  ])('takes odd files: %j', (text) => {
    const { reading } = readText(text)
    expect(() => emit(reading.pipelines, quiet)).not.toThrow()
  })
})

const corpora = ['dev', 'examples'].map((name) => join(import.meta.dirname, '../../../shared/corpus', name, 'tekton'))
describe.skipIf(!corpora.every(existsSync))("other people's files (../shared/corpus)", () => {
  const files = corpora.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.ya?ml$/.test(name))
      .map((name) => join(folder, name)),
  )

  it('reads each of them, and writes most of them again with the same meaning', () => {
    const other: string[] = []
    let stories = 0
    for (const path of files) {
      const text = readFileSync(path, 'utf8')
      const { pipelines } = readText(text)
      if (pipelines.length === 0) continue
      stories++
      if (!isSame(text)) other.push(path)
    }
    console.info(`${stories} of ${files.length} files hold stories; ${stories - other.length} come back the same`)
    if (process.env.VERBOSE !== undefined) console.info(other.join('\n'))
    expect((stories - other.length) / stories).toBeGreaterThan(0.8)
  })
})
