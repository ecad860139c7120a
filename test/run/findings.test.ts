import { chmodSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Code } from '../../src/diagnostics.ts'
import { inNewFolder, writeInto } from '../harness/checkout.ts'
import { placeStory, runPlaced } from '../harness/run-here.ts'

interface Told {
  readonly findings: readonly { readonly code: Code; readonly message: string }[]
}

/** What is said of a job before it runs, on a machine whose `docker` and `podman` do not answer. */
function tell(spec: string, args: readonly string[] = []) {
  return inNewFolder((folder) => {
    const bin = {
      'bin/docker': '#!/bin/sh\nexit 1\n',
      'bin/podman': '#!/bin/sh\nexit 1\n',
      'bin/python3': '#!/bin/sh\necho Python 3.9.1\n',
    }
    writeInto(folder, bin)
    for (const name of Object.keys(bin)) chmodSync(join(folder, name), 0o755)
    const here = placeStory(
      folder,
      `import { ctx, environment, idToken, job, matrix, node, docker, push, pwsh, python, rust, secret, service, sh, story, vendorStep } from 'pipegen'
const db = service({ image: 'postgres:17', port: 5432 })
const one = job(${spec})
export default story({ name: 'told', on: [push()], stages: { test: { one } } })
`,
    )
    const PATH = `${join(folder, 'bin')}${delimiter}${process.env.PATH}`
    const { code, stdout } = runPlaced(here, ['--format', 'json', ...args], { PATH })
    const { findings } = JSON.parse(stdout.toString()) as Told
    return { code, findings: findings.map((finding) => [finding.code, finding.message] as const) }
  })
}

describe('what a run says before it begins', () => {
  test.each<readonly [Code, string, string]>([
    [
      'run-secret',
      "{ env: { A: secret('A_B_C') }, steps: [sh`true`] }",
      "'one' does not run here: nobody gave it A_B_C",
    ],
    [
      'run-secret',
      "{ env: { A: idToken({ audience: 'x' }) }, steps: [sh`true`] }",
      "'one' does not run here: nobody gave it PIPEGEN_ID_TOKEN",
    ],
    [
      'run-deployment',
      "{ environment: environment('live'), steps: [sh`true`] }",
      "'one' does not run here: it deploys to 'live', and nobody asked for that",
    ],
    [
      'run-service',
      '{ services: { db }, env: { H: db.host }, steps: [sh`true`] }',
      "'one' does not run here: the service 'db' (postgres:17) needs docker or podman, and none works here",
    ],
    [
      'run-system',
      "{ runner: { os: 'windows' }, steps: [sh`true`] }",
      "'one' does not run here: it needs windows, and this machine has linux",
    ],
    [
      'run-program',
      '{ tools: [docker()], steps: [sh`true`] }',
      "'one' does not run here: it needs a container engine, and there is none that works",
    ],
    [
      'run-vendor-step',
      '{ steps: [vendorStep({ on: {} })] }',
      "'one' does not run here: a step of it is written for others alone",
    ],
    [
      'run-image',
      "{ image: 'alpine:3', steps: [sh`true`] }",
      'no container engine works here, so one runs with the programs of this machine, not of its image',
    ],
    ['run-tool', "{ tools: [python('3.13')], steps: [sh`true`] }", 'one runs with python 3.9.1, not 3.13'],
    [
      'run-degraded',
      "{ runner: { size: 'large' }, steps: [sh`true`] }",
      "this machine does less than the story says: size of the machine (job 'one'): it runs on this machine, whatever its size",
    ],
  ])('%s: %s', (code, spec, message) => {
    const { findings, code: exit } = tell(spec)
    expect(findings).toEqual([[code, message]])
    expect(exit).toBe(0)
  })

  test('nothing of a tool in the version that is asked for', () => {
    expect(tell("{ tools: [python('3.9')], steps: [sh`true`] }").findings).toEqual([])
  })

  test('nothing of a service that was started by hand', () => {
    const { code, findings } = tell(
      '{ services: { db }, env: { H: db.host, P: db.port }, steps: [sh`[ "$H:$P" = box:7 ]`] }',
      ['--service', 'db=box:7'],
    )
    expect({ code, findings }).toEqual({ code: 0, findings: [] })
  })
})

test('what cannot be run at all', () => {
  expect(tell('{ steps: [sh`true`] }', ['--job', 'two']).findings.map(([code]) => code)).toEqual(['run-unknown-job'])
  expect(tell('{ steps: [sh`true`] }', ['--tag', 'v1']).findings.map(([code]) => code)).toEqual(['run-starts-nothing'])
  inNewFolder((folder) => {
    const here = placeStory(folder, '')
    const { code, stderr } = runPlaced(here, [], { TMPDIR: join(folder, 'nowhere') })
    expect(stderr).toContain('nothing can be run here: ')
    expect({ code, named: 'run-impossible' satisfies Code }).toEqual({ code: 2, named: 'run-impossible' })
  })
})
