import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser'
import { convertWorkflowTemplate } from '@actions/workflow-parser/model/convert'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { workflow } from './schema-sample-github.ts'
import { config, header } from './schema-sample-gitlab.ts'

const shared = fileURLToPath(new URL('../../../shared/schemas/', import.meta.url))

type Path = readonly (string | number)[]

/** What our schema takes and the official one does not, in our samples, and why ours is right. */
const wider: readonly {
  readonly sample: string
  readonly file: string
  readonly data: unknown
  readonly more: Readonly<Record<string, Path>>
}[] = [
  {
    sample: 'a workflow of GitHub',
    file: 'github-workflow.json',
    data: workflow,
    more: {
      'one pattern needs no list (the grammar of GitHub itself)': ['on', 'push', 'tags'],
      '`cancel-timeout-minutes` is in the grammar of GitHub itself': ['jobs', 'build', 'cancel-timeout-minutes'],
      'the version of a snapshot can end in `.*`': ['jobs', 'build', 'snapshot', 'version'],
      'a service can be an image alone (the grammar of GitHub itself)': ['jobs', 'build', 'services', 'cache'],
    },
  },
  {
    sample: 'a configuration of GitLab',
    file: 'gitlab-ci.json',
    data: config,
    more: {
      'https://docs.gitlab.com/ci/yaml/#dast_configuration': ['build', 'dast_configuration'],
      'https://docs.gitlab.com/ci/yaml/#needspipeline': ['status'],
      'a variable can be a `!reference`': ['build', 'variables', 'C'],
    },
  },
  {
    sample: 'a header of GitLab',
    file: 'gitlab-ci.json',
    data: header,
    more: {
      'https://docs.gitlab.com/ci/yaml/#specinclude': ['spec', 'include'],
      'https://docs.gitlab.com/ci/yaml/#speccomponent': ['spec', 'component'],
    },
  },
]

describe.each(wider)('the official schema takes $sample', ({ file, data, more }) => {
  const there = existsSync(shared + file)
  const takes = (value: unknown): boolean =>
    new Ajv({ strict: false, validateFormats: false, logger: false }).compile(
      JSON.parse(readFileSync(shared + file, 'utf8')),
    )(value) === true
  const title = there ? 'but for what stands beside its reason' : 'did not run: no ../shared'

  test.skipIf(!there)(title, () => {
    const paths = Object.values(more)
    expect(takes(paths.reduce(without, data))).toBe(true)
    for (const path of paths) expect(takes(paths.filter((other) => other !== path).reduce(without, data))).toBe(false)
  })
})

test('the parser of GitHub takes our sample, but for steps in the background, which it does not know yet', async () => {
  const { steps } = workflow.jobs.build
  const known = steps.filter((step) => 'uses' in step)
  const content = stringify({
    ...workflow,
    jobs: { ...workflow.jobs, build: { ...workflow.jobs.build, steps: known } },
  })
  const { context, value } = parseWorkflow({ name: 'sample.yml', content }, new NoOperationTraceWriter())
  if (value) await convertWorkflowTemplate(context, value, undefined, { errorPolicy: 1 })
  expect(context.errors.getErrors().map(({ message }) => message)).toEqual([])
})

function without(value: unknown, [key, ...rest]: Path): unknown {
  if (typeof value !== 'object' || value === null || key === undefined) return value
  const entries = Object.entries(value)
  if (rest.length > 0)
    return Object.fromEntries(entries.map(([name, child]) => [name, name === key ? without(child, rest) : child]))
  return Object.fromEntries(entries.filter(([name]) => name !== key))
}
