import { afterEach, expect, test, vi } from 'vitest'
import { Lexer } from 'yaml'
import { writePipeline } from '../../emitters/github/pipeline.ts'
import { withResidual } from '../../emitters/github/read/residual.ts'
import { mapOf } from '../../emitters/github/read/source.ts'
import { readWorkflow } from '../../emitters/github/read/workflow.ts'
import type { Pipeline } from '../../src/ir.ts'
import { open } from '../../src/read/open.ts'
import { layOut } from '../../src/tell/layout/lay-out.ts'
import { tellStory } from '../../src/tell/story.ts'
import { importText } from '../harness/import-text.ts'
import { allVendors } from '../harness/translate-case.ts'

const files: Readonly<Record<string, { readonly path: string; readonly text: string }>> = {
  github: {
    path: '.github/workflows/ci.yml',
    text: 'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make # all\n',
  },
  gitlab: { path: '.gitlab-ci.yml', text: 'include: /more.yml\na:\n  script: make # all\n' },
  bitbucket: {
    path: 'bitbucket-pipelines.yml',
    text: 'pipelines:\n  default:\n    - step: { script: [make] } # all\n',
  },
  tekton: {
    path: '.tekton/ci.yaml',
    text: 'apiVersion: tekton.dev/v1\nkind: Pipeline\nmetadata: { name: ci }\nspec:\n  tasks:\n    - name: a\n      taskSpec: { steps: [{ name: s, image: alpine, script: make }] } # all\n',
  },
}

afterEach(() => vi.restoreAllMocks())

test.each(Object.keys(files))(
  'the file of an import is parsed once, and what is written of it not at all: %s',
  async (id) => {
    const [vendor, file] = [allVendors.find((one) => one.id === id), files[id]]
    if (vendor === undefined || file === undefined) throw new Error(id)
    const reader = await vendor.read?.()
    const parsed = vi.spyOn(Lexer.prototype, 'lex')
    reader?.related?.([file])
    const { imported } = await importText(vendor, [file])
    expect(imported.differences).toEqual([])
    expect(parsed).toHaveBeenCalledTimes(1)
  },
)

function read(text: string) {
  const [document] = open(
    [{ path: '.github/workflows/ci.yml', text }],
    { vendor: '', merge: false },
    () => {},
  ).documents
  const data = mapOf(document?.root.data)
  if (document === undefined || data === undefined) throw new Error('it cannot be read')
  const source = { path: document.file, data, at: document.at }
  return { source, ...readWorkflow(source, 'ci.story.ts') }
}

test('a workflow of which nothing has to be patched is written back once', () => {
  const { source, pipeline, jobs } = read(`name: ci\n${files.github?.text}`)
  // Only who writes a pipeline asks for this.
  const asksOf = (work: (counted: Pipeline) => void): number => {
    let asks = 0
    const get = (target: Pipeline, key: string | symbol): unknown => {
      if (key === 'cancelSuperseded') asks++
      return Reflect.get(target, key)
    }
    work(new Proxy(pipeline, { get }))
    return asks
  }
  const once = asksOf((counted) => writePipeline(counted, () => {}))
  expect(once).toBeGreaterThan(0)
  expect(asksOf((counted) => expect(withResidual(counted, jobs, source)).toBe(counted))).toBe(once)
})

test('what most jobs say is laid out without the formatter', () => {
  const { pipeline } = read(
    `on: push\njobs:\n${['build', 'test', 'lint'].map((id) => `  ${id}:\n    runs-on: ubuntu-latest\n    timeout-minutes: 20\n    env: { CI: 'yes', LEVEL: ${id} }\n    steps:\n      - uses: actions/checkout@v4\n      - run: |\n          make ${id}\n          make more\n      - run: make publish ${'very '.repeat(30)}\n`).join('')}`,
  )
  expect(tellStory(pipeline).statements.filter((statement) => layOut(statement) === undefined)).toEqual([])
})
