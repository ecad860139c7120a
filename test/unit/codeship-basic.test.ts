import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { branch, job, push, sh, story, tag } from '../../dsl/index.ts'
import { codeshipBasic } from '../../emitters/codeship/index.ts'
import { type Emitted, emitBasic, said } from './codeship-emit.ts'

/** Runs the commands of a section as the package does: each by the system's shell, and none after a failure. */
function run({ files }: Emitted, name: string, tagged: boolean): { readonly code: number; readonly trace: string } {
  const folder = mkdtempSync(join(tmpdir(), 'pipegen-'))
  const clone = join(folder, 'clone')
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(clone, path)), { recursive: true })
    writeFileSync(join(clone, path), text)
  }
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    TMPDIR: folder,
    TRACE: join(folder, 'trace'),
    CI_BRANCH: name,
    CI_PR_NUMBER: '',
  }
  const call = (command: string) => spawnSync('/bin/sh', ['-c', command], { cwd: clone, env, encoding: 'utf8' })
  call('git init -q && git add . && git -c user.name=a -c user.email=a@example.com commit -qm one')
  if (tagged) call(`git tag ${name}`)
  let code = 0
  for (const command of Object.values(parse(files['codeship.yml'] ?? '') as Record<string, readonly string[]>).flat()) {
    code = call(command).status ?? -1
    if (code !== 0) break
  }
  const trace = existsSync(env.TRACE) ? readFileSync(env.TRACE, 'utf8') : ''
  rmSync(folder, { recursive: true, force: true })
  return { code, trace }
}

const first = job({
  outputs: ['word'],
  steps: [sh`cd /; echo "word=it is" >> "$PIPEGEN_OUTPUT"`, sh`printf 'first ' >> "$TRACE"`],
})
const second = job({ steps: [sh`printf '%s ' ${first.outputs.word} >> "$TRACE"`] })
const main = job({ when: branch('main'), steps: [sh`printf 'main ' >> "$TRACE"`] })
const release = job({ when: tag('v*'), steps: [sh`printf 'release ' >> "$TRACE"`] })

test('commands of Basic do what the story says, on branches and tags', async () => {
  const made = await emitBasic(
    story({ name: 'one', on: [push(), tag('v*')], stages: { a: { first }, b: { second, main, release } } }),
  )
  expect(said(made, 'error')).toEqual([])
  expect(run(made, 'main', false)).toEqual({ code: 0, trace: 'first it is main ' })
  expect(run(made, 'topic', false)).toEqual({ code: 0, trace: 'first it is ' })
  expect(run(made, 'v1', true)).toEqual({ code: 0, trace: 'first it is release ' })
  expect(run(made, 'v1', false)).toEqual({ code: 0, trace: 'first it is ' })
  expect([...codeshipBasic.names(made.pipelines).values()]).toEqual(['first', 'second', 'main', 'release'])
})

test('the first failure ends the build', async () => {
  const bad = job({ steps: [sh`exit 3`] })
  const made = await emitBasic(
    story({
      name: 'one',
      on: [push()],
      stages: { a: { bad }, b: { later: job({ steps: [sh`printf never >> "$TRACE"`] }) } },
    }),
  )
  expect(run(made, 'main', false)).toEqual({ code: 3, trace: '' })
})
