import { expect, test } from 'vitest'
import { importText } from '../harness/import-text.ts'
import { allVendors } from '../harness/translate-case.ts'

const many = (count: number, item: (index: number) => string): string =>
  Array.from({ length: count }, (_, i) => item(i)).join('')

// Files as people write them, of any length.
const texts: Readonly<Record<string, { readonly path: string; readonly text: (count: number) => string }>> = {
  github: {
    path: '.github/workflows/ci.yml',
    text: (count) =>
      `on: push\njobs:\n${many(count, (i) => `  job-${i}:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/checkout@v4\n      - run: make part-${i}\n        env: { LEVEL: '${i}' }\n`)}`,
  },
  gitlab: {
    path: '.gitlab-ci.yml',
    text: (count) =>
      `.base:\n  image: node:20\n${many(count, (i) => `job-${i}:\n  extends: .base\n  script:\n    - make part-${i}\n  rules:\n    - if: $CI_COMMIT_BRANCH == "main"\n`)}`,
  },
  // A run of it takes a hundred steps.
  bitbucket: {
    path: 'bitbucket-pipelines.yml',
    text: (count) =>
      `pipelines:\n  default:\n${many(count / 5, (i) => `    - step:\n        name: Part ${i}\n        script:\n${many(10, (j) => `          - make part-${i}-${j}\n`)}`)}`,
  },
  tekton: {
    path: '.tekton/ci.yaml',
    text: (count) =>
      `apiVersion: tekton.dev/v1\nkind: PipelineRun\nmetadata:\n  name: ci\n  annotations:\n    pipelinesascode.tekton.dev/on-event: "[push]"\n    pipelinesascode.tekton.dev/on-target-branch: "[main]"\nspec:\n  pipelineSpec:\n    tasks:\n${many(count, (i) => `      - name: task-${i}\n        taskSpec:\n          steps:\n            - name: run\n              image: node:20\n              script: make part-${i}\n`)}`,
  },
}

// The time that the processor takes, so that it does not count what else the machine does.
async function secondsFor(id: string, count: number): Promise<{ readonly seconds: number; readonly size: number }> {
  const vendor = allVendors.find((one) => one.id === id)
  const file = texts[id]
  if (vendor === undefined || file === undefined) throw new Error(id)
  const text = file.text(count)
  const before = process.cpuUsage()
  const { imported } = await importText(vendor, [{ path: file.path, text }])
  const { user, system } = process.cpuUsage(before)
  expect(imported.differences).toEqual([])
  return { seconds: (user + system) / 1e6, size: text.length }
}

test.each(Object.keys(texts))(
  'the time of an import of %s grows with the file, not with its square',
  async (id) => {
    await secondsFor(id, 20)
    const [small, large] = [await secondsFor(id, 100), await secondsFor(id, 400)]
    const growth = large.seconds / small.seconds / (large.size / small.size)
    console.log(`${id}: ${((large.seconds / large.size) * 100_000).toFixed(2)} s for 100 KB`)
    // Twice would be the square of it, and more: four times as much took sixteen times as long.
    expect(growth).toBeLessThan(2.5)
  },
  120_000,
)
