import { expect, test } from 'vitest'
import { importText } from '../harness/import-text.ts'
import { allVendors } from '../harness/translate-case.ts'

const many = (count: number, item: (index: number) => string): string =>
  Array.from({ length: count }, (_, i) => item(i)).join('')

interface Long {
  readonly vendor: string
  readonly path: string
  readonly text: (count: number) => string
}

// Files as people write them, of any length, and some as nobody does.
const texts: Readonly<Record<string, Long>> = {
  github: {
    vendor: 'github',
    path: '.github/workflows/ci.yml',
    text: (count) =>
      `on: push\njobs:\n${many(count, (i) => `  job-${i}:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/checkout@v4\n      - run: make part-${i}\n        env: { LEVEL: '${i}' }\n`)}`,
  },
  gitlab: {
    vendor: 'gitlab',
    path: '.gitlab-ci.yml',
    text: (count) =>
      `.base:\n  image: node:20\n${many(count, (i) => `job-${i}:\n  extends: .base\n  script:\n    - make part-${i}\n  rules:\n    - if: $CI_COMMIT_BRANCH == "main"\n`)}`,
  },
  // A run of it takes a hundred steps.
  bitbucket: {
    vendor: 'bitbucket',
    path: 'bitbucket-pipelines.yml',
    text: (count) =>
      `pipelines:\n  default:\n${many(count / 5, (i) => `    - step:\n        name: Part ${i}\n        script:\n${many(10, (j) => `          - make part-${i}-${j}\n`)}`)}`,
  },
  tekton: {
    vendor: 'tekton',
    path: '.tekton/ci.yaml',
    text: (count) =>
      `apiVersion: tekton.dev/v1\nkind: PipelineRun\nmetadata:\n  name: ci\n  annotations:\n    pipelinesascode.tekton.dev/on-event: "[push]"\n    pipelinesascode.tekton.dev/on-target-branch: "[main]"\nspec:\n  pipelineSpec:\n    tasks:\n${many(count, (i) => `      - name: task-${i}\n        taskSpec:\n          steps:\n            - name: run\n              image: node:20\n              script: make part-${i}\n`)}`,
  },
  codeship: {
    vendor: 'codeship',
    path: 'codeship-steps.yml',
    text: (count) => many(count * 4, (i) => `- name: part-${i}\n  service: app\n  command: make part-${i}\n`),
  },
  'steps that stay those of the vendor': {
    vendor: 'github',
    path: '.github/workflows/ci.yml',
    text: (count) =>
      `on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n${many(count * 4, (i) => `      - uses: some/action@v${i}\n`)}`,
  },
  'steps for branches': {
    vendor: 'bitbucket',
    path: 'bitbucket-pipelines.yml',
    text: (count) =>
      `pipelines:\n  branches:\n${many(count, (i) => `    part-${i}:\n      - step:\n          script:\n            - make part-${i}\n`)}`,
  },
  'tasks that stand elsewhere': {
    vendor: 'tekton',
    path: '.tekton/ci.yaml',
    text: (count) =>
      `apiVersion: tekton.dev/v1\nkind: Pipeline\nmetadata:\n  name: ci\nspec:\n  tasks:\n${many(count * 4, (i) => `    - name: task-${i}\n      taskRef:\n        name: some\n`)}`,
  },
  'comments in front of a workflow': {
    vendor: 'github',
    path: '.github/workflows/ci.yml',
    text: (count) =>
      `${many(count * 40, (i) => `# what people say of the part ${i}\n`)}on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: make\n`,
  },
}

// The time that the processor takes, so that it does not count what else the machine does.
async function secondsFor(name: string, count: number): Promise<{ readonly seconds: number; readonly size: number }> {
  const file = texts[name]
  const vendor = allVendors.find(({ id }) => id === file?.vendor)
  if (vendor === undefined || file === undefined) throw new Error(name)
  const text = file.text(count)
  const before = process.cpuUsage()
  const { imported } = await importText(vendor, [{ path: file.path, text }])
  const { user, system } = process.cpuUsage(before)
  expect(imported.differences ?? []).toEqual([])
  return { seconds: (user + system) / 1e6, size: text.length }
}

test.each(Object.keys(texts))(
  'the time of an import of %s grows with the file, not with its square',
  async (name) => {
    await secondsFor(name, 20)
    const [small, large] = [await secondsFor(name, 100), await secondsFor(name, 400)]
    const growth = large.seconds / small.seconds / (large.size / small.size)
    console.log(`${name}: ${((large.seconds / large.size) * 100_000).toFixed(2)} s for 100 KB`)
    // Twice would be the square of it, and more: four times as much took sixteen times as long.
    expect(growth).toBeLessThan(2.5)
  },
  120_000,
)
