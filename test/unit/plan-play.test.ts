import { expect, test } from 'vitest'
import { branch, environment, job, not, push, sh, story } from '../../dsl/index.ts'
import { playOn } from '../../src/cli/plan/play-on.ts'
import { collect } from '../../src/diagnostics.ts'
import { baseEvent } from '../../src/plan/grid/events.ts'
import { allWell } from '../../src/plan/grid/outcomes.ts'
import { interpret } from '../../src/plan/interpret.ts'
import type { SimulatedJob } from '../../src/plan/simulate.ts'
import type { Vendor } from '../../src/vendor.ts'
import { compileSpec } from '../harness/compile-spec.ts'
import { allVendors } from '../harness/translate-case.ts'

const build = job({ steps: [sh`true`] })
const cells = job({ matrix: { of: ['a', 'b'] }, steps: [sh`true`] })
const deploy = job({
  needs: [build],
  environment: environment('production', { approval: 'manual' }),
  steps: [sh`true`],
})
const pipeline = compileSpec(story({ name: 's', on: [push()], stages: { all: { build, cells, deploy } } }))
const event = baseEvent('main')
const [real] = allVendors

/** What `plan` says of a vendor whose rules give these jobs. */
async function findingsOn(simulated: readonly Partial<SimulatedJob>[] | undefined) {
  const { simulate: _, ...silent } = real as Vendor
  const jobs = simulated?.map((one) => ({ ...usual, ...one }))
  const vendor: Vendor =
    jobs === undefined
      ? silent
      : { ...silent, names: () => names, simulate: async () => ({ simulate: async () => jobs }) }
  const { report, found } = collect()
  await playOn(
    { pipeline, event, plan: interpret(pipeline, event, allWell), open: new Map(), env: new Map(), vendors: [] },
    allWell,
    [vendor],
    report,
  )
  return found.map(({ code, message }) => `${code}: ${message.replace(/^.* with /, '')}`)
}

const usual: SimulatedJob = { file: 'f', name: '', fate: 'succeeded', waits: [], environment: null, gate: false }
const names = new Map(['build', 'cells', 'cells[a]', 'cells[b]', 'deploy'].map((name) => [name, name]))
const right = [
  { name: 'build' },
  { name: 'cells[a]' },
  { name: 'cells[b]' },
  { name: 'deploy', waits: ['build'], environment: 'production', gate: true },
]

test('a vendor whose rules nobody has written down is told', async () => {
  const [first = ''] = await findingsOn(undefined)
  expect(first.split(':')[0]).toBe('plan-not-played')
})

test('jobs that a patch gives one name are still two jobs', async () => {
  const raw = { bitbucket: { name: 'Build' } }
  const main = job({ when: branch('main'), image: 'node:24', steps: [sh`make`], raw })
  const other = job({ when: not(branch('main')), image: 'node:24', steps: [sh`make fast`], raw })
  const alike = compileSpec(story({ name: 's', on: [push()], stages: { all: { main, other } } }))
  const { report, found } = collect()
  await playOn(
    { pipeline: alike, event, plan: interpret(alike, event, allWell), open: new Map(), env: new Map(), vendors: [] },
    allWell,
    allVendors.filter(({ id }) => id === 'bitbucket'),
    report,
  )
  expect(found.map(({ message }) => message)).toEqual([])
})

test('a vendor that does the same is not told, whatever else it runs', async () => {
  expect(await findingsOn([...right, { name: 'a job that helps' }])).toEqual([])
})

test.each([
  ['a job that does not run', right.filter(({ name }) => name !== 'build'), "'build': fate: absent, not succeeded"],
  [
    'a job that fails',
    [{ name: 'build', fate: 'failed' as const }, ...right.slice(1)],
    "'build': fate: failed, not succeeded",
  ],
  ['a run that is missing', right.filter(({ name }) => name !== 'cells[b]'), "'cells[b]': fate: absent, not succeeded"],
  ['a run too many', [...right, { name: 'cells (c)' }], "'cells[c]': fate: succeeded, not absent"],
  [
    'a gate that is missing',
    [...right.slice(0, 3), { ...right[3], gate: false }],
    "'deploy': gate: nobody must agree, not a person must agree",
  ],
  [
    'a gate too many',
    [{ name: 'build', gate: true }, ...right.slice(1)],
    "'build': gate: a person must agree, not nobody must agree",
  ],
  [
    'another environment',
    [...right.slice(0, 3), { ...right[3], environment: 'staging' }],
    "'deploy': environment: staging, not production",
  ],
  ['a wait that is missing', [...right.slice(0, 3), { ...right[3], waits: [] }], "'deploy': waits: none, not build"],
  ['a wait too many', [{ name: 'build', waits: ['cells[a]'] }, ...right.slice(1)], "'build': waits: cells, not none"],
])('%s is an error', async (_, jobs, words) => {
  expect(await findingsOn(jobs)).toEqual([`plan-differs: ${words}`])
})
