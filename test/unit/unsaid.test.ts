import { expect, test } from 'vitest'
import { collect } from '../../src/diagnostics.ts'
import type { Pipeline } from '../../src/ir.ts'
import { withOwnDefaults } from '../../src/read/unsaid.ts'
import { allVendors } from '../harness/translate-case.ts'

const base = { 'runs-on': 'ubuntu-24.04' }
const checkout = { uses: 'actions/checkout@v4' }
const make = { run: 'make' }

async function moved(jobs: object, to: string, more: object = {}) {
  const from = allVendors.find(({ id }) => id === 'github')
  const target = allVendors.find(({ id }) => id === to)
  const reader = await from?.read?.()
  const text = JSON.stringify({ on: { push: { branches: ['main'] } }, jobs, ...more })
  const reading = reader?.read([{ path: '.github/workflows/all.yml', text }], collect().report, { leaving: true })
  const { report, found } = collect()
  const before = reading?.pipelines[0] as Pipeline
  if (target === undefined) throw new Error(`no vendor ${to}`)
  const after = withOwnDefaults(before, reading?.unsaid ?? [], target, report)
  return { before, after, found, messages: found.map(({ message }) => message) }
}

test('a limit that the file does not say is that of the new vendor', async () => {
  const { after, messages } = await moved({ build: { ...base, steps: [checkout, make] } }, 'bitbucket')
  expect(after.jobs.map(({ timeoutMinutes }) => timeoutMinutes)).toEqual([120])
  expect(messages).toEqual([
    "the time limit of 'build' became '120 minutes', which is not quite '360 minutes': Bitbucket Pipelines ends every job then",
  ])
})

test.each([
  ['codeship', 300],
  ['codeship-basic', 180],
  ['gitlab', 360],
])('on %s that is %d minutes', async (to, minutes) => {
  const { after } = await moved({ build: { ...base, steps: [checkout, make] } }, to)
  expect(after.jobs.map(({ timeoutMinutes }) => timeoutMinutes)).toEqual([minutes])
})

test('a limit that the file says stays, and is refused where it is too long', async () => {
  const { after, before, found } = await moved(
    { build: { ...base, 'timeout-minutes': 200, steps: [checkout, make] } },
    'bitbucket',
  )
  expect(after).toBe(before)
  expect([after.jobs[0]?.timeoutMinutes, found]).toEqual([200, []])
})

test('credentials that nothing asks for are left out where the new vendor cannot give them', async () => {
  const { after, found } = await moved({ build: { ...base, steps: [checkout, make] } }, 'codeship')
  expect(after.jobs[0]?.checkout?.credentials).toBe(false)
  expect(found.map(({ code }) => code)).toContain('import-approximate')
})

test.each([
  { name: 'the file asks for them', steps: [{ ...checkout, with: { 'persist-credentials': true } }, make] },
  { name: 'a script calls git', steps: [checkout, { run: 'git push origin HEAD:docs' }] },
])('credentials stay where $name', async ({ steps }) => {
  const { after } = await moved({ build: { ...base, steps } }, 'codeship')
  expect(after.jobs[0]?.checkout?.credentials).toBe(true)
})

test('credentials stay where the new vendor gives them too', async () => {
  const { after, before } = await moved({ build: { ...base, steps: [checkout, make] } }, 'gitlab')
  expect(after).toBe(before)
})
