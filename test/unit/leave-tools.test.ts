import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { collect } from '../../src/diagnostics.ts'
import type { Job, Pipeline } from '../../src/ir.ts'
import { leave } from '../../src/read/leave.ts'
import { allVendors } from '../harness/translate-case.ts'

const uses = {
  node: { uses: 'actions/setup-node@v4', with: { 'node-version': '${{ matrix.node }}' } },
  python: { uses: 'actions/setup-python@v5', with: { 'python-version': '3.12' } },
  java: { uses: 'actions/setup-java@v4', with: { distribution: 'temurin', 'java-version': 21 } },
  ruby: { uses: 'ruby/setup-ruby@v1', with: { 'ruby-version': '3.4' } },
  deno: { uses: 'denoland/setup-deno@v2', with: { 'deno-version': '2' } },
  bun: { uses: 'oven-sh/setup-bun@v2', with: { 'bun-version': '1' } },
} as const

async function left(tools: readonly (keyof typeof uses)[], to = 'gitlab', os = 'ubuntu-24.04') {
  const from = allVendors.find(({ id }) => id === 'github')
  const target = allVendors.find(({ id }) => id === to)
  if (target === undefined) throw new Error(`no vendor ${to}`)
  const unit = {
    'runs-on': os,
    strategy: { matrix: { node: [20, 22] } },
    steps: [{ uses: 'actions/checkout@v4' }, ...tools.map((name) => uses[name]), { run: 'make' }],
  }
  const text = JSON.stringify({ on: { push: { branches: ['main'] } }, jobs: { unit } })
  const reader = await from?.read?.()
  const reading = reader?.read([{ path: '.github/workflows/all.yml', text }], collect().report, { leaving: true })
  const { report, found } = collect()
  const made = leave(reading?.pipelines[0] as Pipeline, reading?.unsaid ?? [], target, report)
  const job = made.jobs[0] as Job
  const steps = job.steps.flatMap((step) => (step.kind === 'run' ? [step] : []))
  return { tools: job.tools.map(({ name }) => name), steps, found: found.map(({ message }) => message) }
}

test.each(['gitlab', 'bitbucket', 'tekton'])(
  'one toolchain is the image of %s, and a first step sets up the others',
  async (to) => {
    const { tools, steps, found } = await left(['node', 'java', 'python'], to)
    const [first, ...others] = steps
    expect(tools).toEqual(['java'])
    expect(others.map(({ script }) => script)).toEqual(['make'])
    expect(first?.name).toEqual(['Set up node and python'])
    expect(first?.env.map(({ name, value }) => [name, value])).toEqual([
      ['NODE_VERSION', [{ ref: 'matrix', key: 'node' }]],
    ])
    expect(first?.script.split('\n').slice(2)).toEqual([
      'mise install "node@$NODE_VERSION"',
      'ln -sf "$(mise where "node@$NODE_VERSION")"/bin/* /usr/local/bin/',
      'mise install python@3.12',
      'ln -sf "$(mise where python@3.12)"/bin/* /usr/local/bin/',
    ])
    expect(spawnSync('bash', ['-n'], { input: first?.script ?? '' }).status).toBe(0)
    expect(found.filter((message) => message.includes('the toolchains'))).toEqual([
      "the toolchains of 'unit' became 'the image of java', which is not quite 'a machine with all of them': a first step sets up node and python, which takes time in each run: an image that has them all is quicker",
    ])
  },
)

test('the image is one that can load the others', async () => {
  expect((await left(['deno', 'python'])).tools).toEqual(['python'])
})

test.each([
  ['two that work only where they were made for', ['ruby', 'java'], 'gitlab', 'ubuntu-24.04'],
  ['two whose images load nothing', ['deno', 'bun'], 'gitlab', 'ubuntu-24.04'],
  ['a vendor with machines', ['node', 'java'], 'github', 'ubuntu-24.04'],
  ['another system', ['node', 'java'], 'gitlab', 'macos-15'],
] as const)('several toolchains stay: %s', async (_, names, to, os) => {
  const { tools, steps } = await left(names, to, os)
  expect([...tools].sort()).toEqual([...names].sort())
  expect(steps.map(({ script }) => script)).toEqual(['make'])
})
