import { expect, test } from 'vitest'
import { emit } from '../../emitters/tekton/emit.ts'
import { normaliseAll, read } from '../../emitters/tekton/read/index.ts'
import { collect, type Diagnostic } from '../../src/diagnostics.ts'
import { plain } from '../../src/document.ts'
import type { Pipeline } from '../../src/ir.ts'
import { compare } from '../../src/read/compare.ts'
import { open } from '../../src/read/open.ts'
import type { Data } from '../../src/yaml/data.ts'

interface Imported {
  readonly pipelines: readonly Pipeline[]
  readonly found: readonly Diagnostic[]
}

/** Reads files, which must say the same when they are written back. */
function imported(...texts: readonly string[]): Imported {
  const files = texts.map((text, index) => ({ path: `.tekton/${index}.yaml`, text }))
  const { report, found } = collect()
  const { pipelines } = read(files, report)
  const documents = (file: (typeof files)[number]) =>
    open([file], { vendor: 'Tekton' }, () => undefined).documents.map(({ root }) => root.data)
  const written = emit(pipelines, () => undefined).map((document) => ({
    path: document.path,
    documents: document.kind === 'yaml' ? (document.documents.map(plain) as readonly Data[]) : [],
  }))
  const own = normaliseAll(files.map((file) => ({ path: file.path, documents: documents(file) })))
  expect(compare(own, normaliseAll(written))).toEqual([])
  expect(Object.keys(own as object).length).toBeGreaterThan(0)
  return { pipelines, found }
}

const run = (annotations: string, spec: string) => `apiVersion: tekton.dev/v1
kind: PipelineRun
metadata: { name: shop, annotations: { ${annotations} } }
spec: ${spec}
`
const onPush = `pipelinesascode.tekton.dev/on-event: '[push]', pipelinesascode.tekton.dev/on-target-branch: '[main]'`
const step = '{ name: make, image: alpine:3, script: make }'

test('a run for several events is a run for each of them', () => {
  const both = `pipelinesascode.tekton.dev/on-event: '[pull_request, push]', pipelinesascode.tekton.dev/on-target-branch: '[main, release-*]'`
  const { pipelines } = imported(
    run(both, `{ pipelineSpec: { tasks: [{ name: a, taskSpec: { steps: [${step}] } }] } }`),
  )
  expect(pipelines[0]?.triggers.map(({ kind }) => kind)).toEqual(['pullRequest', 'push'])
})

test('events that would take tests of their own keep their words', () => {
  const cel = `pipelinesascode.tekton.dev/on-cel-expression: 'event == "push" && "docs/***".pathChanged()'`
  const { pipelines } = imported(run(cel, `{ pipelineSpec: { tasks: [{ name: a, taskSpec: { steps: [${step}] } }] } }`))
  expect(pipelines.flatMap(({ vendorTriggers }) => vendorTriggers)).toHaveLength(1)
})

test('a pipeline that lies elsewhere is a job without steps, and what starts it is told', () => {
  const { pipelines } = imported(
    run(onPush, '{ pipelineRef: { resolver: git, params: [{ name: url, value: https://example.com/ci.git }] } }'),
  )
  expect(pipelines[0]?.triggers).toMatchObject([{ kind: 'push', branches: ['main'] }])
  expect(pipelines[0]?.jobs.map(({ steps }) => steps)).toEqual([[]])
})

test('references of older versions become resolvers, as their guide says', () => {
  const { pipelines } = imported(
    run(
      onPush,
      `{ pipelineSpec: { tasks: [
        { name: a, taskRef: { name: lint, bundle: quay.io/shop/tasks:1 } },
        { name: b, taskRef: { name: tidy, kind: ClusterTask } } ] } }`,
    ),
  )
  const refs = pipelines[0]?.jobs.map(({ raw }) => raw[0]?.patch.taskRef)
  expect(refs).toEqual([
    {
      resolver: 'bundles',
      params: [
        { name: 'bundle', value: 'quay.io/shop/tasks:1' },
        { name: 'name', value: 'lint' },
        { name: 'kind', value: 'task' },
      ],
    },
    {
      resolver: 'cluster',
      params: [
        { name: 'kind', value: 'task' },
        { name: 'name', value: 'tidy' },
      ],
    },
  ])
})

test('numbers are the texts that the cluster makes of them, and keys that it does not know are lost with a word', () => {
  const { pipelines, found } = imported(
    run(
      onPush,
      `{ params: [{ name: port, value: 8080, type: string }], pipelineSpec: { taskRunTemplate: {}, params: [{ name: port }],
        tasks: [{ name: a, params: [{ name: tries, value: 3 }, { name: empty }], taskRef: { name: x } }] } }`,
    ),
  )
  expect(pipelines[0]?.jobs[0]?.raw[0]?.patch.params).toEqual([
    { name: 'tries', value: '3' },
    { name: 'empty', value: '' },
  ])
  const lost = found.filter(({ code }) => code === 'import-lost').map(({ message }) => message)
  expect(lost.join('\n')).toMatch(/spec\.params\[0\]\.type/)
  expect(lost.join('\n')).toMatch(/spec\.pipelineSpec\.taskRunTemplate/)
})

test('a run and the pipeline and tasks of other files are one story', () => {
  const { pipelines } = imported(
    run(onPush, '{ pipelineRef: { name: build } }'),
    `apiVersion: tekton.dev/v1
kind: Pipeline
metadata: { name: build }
spec: { tasks: [{ name: a, taskRef: { name: make } }] }
---
apiVersion: tekton.dev/v1
kind: Task
metadata: { name: make }
spec: { steps: [${step}] }
`,
  )
  expect(pipelines).toHaveLength(1)
  expect(pipelines[0]?.jobs[0]?.steps).toMatchObject([{ kind: 'run', script: 'make' }])
})
