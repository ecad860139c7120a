import { expect, test } from 'vitest'
import { collect } from '../../src/diagnostics.ts'
import type { Pipeline } from '../../src/ir.ts'
import { fillCell } from '../../src/lower/fill-cell.ts'
import { machinesOf } from '../../src/machine.ts'
import { leave } from '../../src/read/leave.ts'
import { allVendors } from '../harness/translate-case.ts'

const systems = { os: ['ubuntu-latest', 'macos-latest'], node: [20, 22] }

async function left(strategy: object, to = 'gitlab', more: object = {}) {
  const from = allVendors.find(({ id }) => id === 'github')
  const target = allVendors.find(({ id }) => id === to)
  if (target === undefined) throw new Error(`no vendor ${to}`)
  const unit = {
    'runs-on': '${{ matrix.os }}',
    strategy,
    env: { SYSTEM: 'on ${{ matrix.os }} with ${{ matrix.node }}' },
    steps: [
      { uses: 'actions/checkout@v4' },
      { run: 'make test' },
      { if: "runner.os == 'Linux'", run: 'make lint' },
      { if: "runner.os != 'Linux'", run: 'make sign' },
    ],
    ...more,
  }
  const ship = { 'runs-on': 'ubuntu-24.04', needs: 'unit', steps: [{ run: './ship' }] }
  const text = JSON.stringify({ on: { push: { branches: ['main'] } }, jobs: { unit, ship } })
  const reader = await from?.read?.()
  const reading = reader?.read([{ path: '.github/workflows/all.yml', text }], collect().report, { leaving: true })
  const whole = reading?.pipelines[0] as Pipeline
  const { report, found } = collect()
  const made = leave(whole, reading?.unsaid ?? [], target, report)
  return { whole, made, found: found.map(({ message }) => message).filter((message) => message.includes('the matrix')) }
}

const idsOf = ({ jobs }: Pipeline) => jobs.map(({ id }) => id)

test('a matrix over systems becomes a job for each system, where a vendor takes them per job', async () => {
  const { whole, made, found } = await left({ matrix: systems })
  expect(idsOf(made)).toEqual(['unit', 'unit-macos', 'ship'])
  const [linux, macos, ship] = made.jobs
  expect(linux?.matrix?.axes).toEqual([{ name: 'node', values: ['20', '22'] }])
  expect([linux?.runner.os, macos?.runner.os]).toEqual([['linux'], ['macos']])
  expect(linux?.env[0]?.value).toEqual(['on ubuntu-latest with ', { ref: 'matrix', key: 'node' }])
  const scripts = made.jobs.map(({ steps }) => steps.map((step) => (step.kind === 'run' ? step.script : '')))
  expect(scripts).toEqual([['make test', 'make lint'], ['make test', 'make sign'], ['./ship']])
  expect(ship?.needs.map(({ job, optional }) => [job, optional])).toEqual([
    ['unit', false],
    ['unit-macos', false],
  ])
  expect(made.jobs.flatMap(machinesOf).sort()).toEqual(whole.jobs.flatMap(machinesOf).sort())
  expect(found).toEqual([
    "the matrix of 'unit' became 'unit, unit-macos', which is not quite 'one job on several systems': GitLab CI takes systems per job",
  ])
})

test('cells that are left stand one by one where they are no whole matrix', async () => {
  const include = [...systems.os.map((os) => ({ os, node: '20' })), { os: 'macos-latest', node: '22', extra: 'x' }]
  const { made } = await left({ matrix: { include } })
  expect(made.jobs[0]?.matrix).toBeNull()
  expect(made.jobs[1]?.matrix?.cells).toEqual([
    { node: '20', extra: '' },
    { node: '22', extra: 'x' },
  ])
  expect(made.jobs[1]?.matrix?.axes).toEqual([])
})

test.each([
  ['a vendor that takes them in one job', { matrix: systems }, 'github'],
  ['the first failure ends all cells', { 'fail-fast': true, matrix: systems }, 'gitlab'],
  ['few cells may run at once', { 'max-parallel': 2, matrix: systems }, 'gitlab'],
])('a matrix over systems stays one job: %s', async (_, strategy, to) => {
  const { made, found } = await left(strategy, to)
  expect(idsOf(made)).toEqual(['unit', 'ship'])
  expect(found).toEqual([])
})

test('a cell fills in what it has, and leaves the rest', () => {
  const ref = (key: string) => ({ ref: 'matrix', key }) as const
  const equals = (key: string, to: string) => ({ test: 'equals', value: ref(key), to }) as const
  const node = {
    text: ['a', ref('x'), 'b', ref('y')],
    condition: { all: [equals('x', '1'), equals('y', '2')] },
    paths: ['a', 'b'],
  }
  expect(fillCell(node, { x: '1' })).toEqual({
    text: ['a1b', ref('y')],
    condition: equals('y', '2'),
    paths: ['a', 'b'],
  })
})
