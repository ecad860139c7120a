import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { collect } from '../../src/diagnostics.ts'
import type { Job, Pipeline } from '../../src/ir.ts'
import { leave } from '../../src/read/leave.ts'
import { allVendors } from '../harness/translate-case.ts'

const checkout = { uses: 'actions/checkout@v4' }

async function left(job: object, to: string) {
  const from = allVendors.find(({ id }) => id === 'github')
  const target = allVendors.find(({ id }) => id === to)
  if (target === undefined) throw new Error(`no vendor ${to}`)
  const text = JSON.stringify({
    on: { push: { branches: ['main'] } },
    jobs: { build: { 'runs-on': 'ubuntu-24.04', 'timeout-minutes': 20, ...job } },
  })
  const reader = await from?.read?.()
  const reading = reader?.read([{ path: '.github/workflows/all.yml', text }], collect().report, { leaving: true })
  const { report, found } = collect()
  const made = leave(reading?.pipelines[0] as Pipeline, reading?.unsaid ?? [], target, report)
  return { job: made.jobs[0] as Job, found: found.map(({ message }) => message) }
}

const redis = { image: 'redis:8', ports: ['6379:6379'] }
const postgres = { image: 'postgres:17', ports: ['5432:5432'] }
const host = (service: string) => ({ ref: 'service', service, field: 'host' })

test('variables name services by reference, wherever the address is in them', async () => {
  const env = {
    DATABASE_URL: 'postgres://u@localhost:5432/db?cache=127.0.0.1:6379',
    CACHE_HOST: 'localhost',
    CACHE_PORT: 6379,
    OTHER: 'localhost:9999',
    PLACE: 'localhost',
  }
  const { job } = await left({ services: { redis, postgres }, env, steps: [checkout, { run: 'make' }] }, 'gitlab')
  const values = Object.fromEntries(job.env.map(({ name, value }) => [name, value.filter((part) => part !== '')]))
  expect(values).toEqual({
    DATABASE_URL: ['postgres://u@', host('postgres'), ':5432/db?cache=', host('redis'), ':6379'],
    CACHE_HOST: [host('redis')],
    CACHE_PORT: ['6379'],
    OTHER: ['localhost:9999'],
    PLACE: ['localhost'],
  })
})

test('an address in a script is told where services have hosts of their own', async () => {
  const job = { services: { redis }, steps: [checkout, { run: 'redis-cli -u redis://localhost:6379 ping' }] }
  expect((await left(job, 'gitlab')).found).toEqual([
    "the service 'redis' of 'build' became 'a host of its own on GitLab CI', which is not quite 'localhost:6379': a script or a variable names the address: let it be redis.host",
  ])
  expect((await left(job, 'bitbucket')).found).toEqual([])
})

test('sudo runs what follows it where there is none', async () => {
  const run = 'sudo -E apt-get install x\nif true; then sudo A=b printenv A; fi'
  const { job } = await left({ steps: [checkout, { run }] }, 'gitlab')
  const [first] = job.steps
  const script = first?.kind === 'run' ? first.script : ''
  const folder = mkdtempSync(join(tmpdir(), 'sudo-'))
  const here = script.replaceAll('/usr/local/bin', folder).replace('command -v sudo', 'false')
  const use = 'sudo -E printf "%s\\n" "a b"\nsudo A=b printenv A'
  const done = spawnSync('sh', ['-e', '-c', `PATH="${folder}:$PATH"\n${here}\n${use}`], { encoding: 'utf8' })
  rmSync(folder, { recursive: true })
  expect([done.status, done.stdout, done.stderr]).toEqual([0, 'a b\nb\n', ''])
})

test.each([
  { name: 'it has one', job: { steps: [checkout, { run: 'apt-get install pseudo' }] }, to: 'gitlab' },
  {
    name: 'it runs in an image',
    job: { container: 'alpine:3.22', steps: [checkout, { run: 'sudo x' }] },
    to: 'gitlab',
  },
  { name: 'the new vendor has machines', job: { steps: [checkout, { run: 'sudo x' }] }, to: 'github' },
])('nothing is added to a job where $name', async ({ job, to }) => {
  const made = await left(job, to)
  expect([made.job.steps.length, made.found]).toEqual([1, []])
})

test('a script that calls docker is told where the image has none', async () => {
  const { found } = await left({ steps: [checkout, { run: 'docker build .' }] }, 'gitlab')
  expect(found.map((text) => text.replace(/:.*/, ''))).toEqual([
    "the machine of 'build' became 'an image without docker', which is not quite 'a machine with docker'",
  ])
})

test('of a step that is written for several vendors, that of the new one is left, as a step of its own', async () => {
  const login = { uses: 'docker/login-action@v3', with: { username: 'me', password: '${{ secrets.TOKEN }}' } }
  const analyze = { uses: 'github/codeql-action/analyze@v3' }
  const { job } = await left({ steps: [checkout, { name: 'Log in', if: 'always()', ...login }, analyze] }, 'gitlab')
  expect(job.steps).toMatchObject([
    { kind: 'run', name: ['Log in'], status: 'always' },
    { kind: 'vendor', variants: { github: { native: analyze } } },
  ])
})

test('a patch that only took something out of the old output is gone, and what it says stays', async () => {
  const matrix = { strategy: { matrix: { os: ['a', 'b'] } }, 'continue-on-error': '${{ matrix.os == 1 }}' }
  const said = await left({ ...matrix, steps: [checkout, { run: 'make' }] }, 'gitlab')
  expect(said.job.raw.map(({ patch }) => patch)).toEqual([{ 'continue-on-error': '${{ matrix.os == 1 }}' }])
  const none = await left({ strategy: matrix.strategy, steps: [checkout, { run: 'make' }] }, 'gitlab')
  expect(none.job.raw).toEqual([])
})
