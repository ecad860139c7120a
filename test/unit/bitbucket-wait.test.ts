import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { job, push, sh, story } from '../../dsl/index.ts'
import type { JobSpec } from '../../dsl/job-spec.ts'
import type { BitbucketStep } from '../../emitters/bitbucket/schema.ts'
import { emitBitbucket, said, stepOf } from './bitbucket-emit.ts'
import { shells } from './bitbucket-session.ts'

type Spec = JobSpec<never, Record<never, never>>

async function stepFor(spec: Spec, on: Parameters<typeof story>[0]['on'] = [push()]): Promise<BitbucketStep> {
  const emitted = await emitBitbucket(story({ name: 'one', on, stages: { all: { only: job(spec) } } }))
  expect(said(emitted, 'error')).toEqual([])
  return stepOf(emitted.file.pipelines?.default ?? emitted.file.pipelines?.custom?.one, 'only')
}

const image = 'alpine:3.22'
const _mark = (word: string) => `printf '${word} ' >> "$TRACE"`
const raw = (text: string) => sh(Object.assign([text], { raw: [text] }) as unknown as TemplateStringsArray)

test('the wait for a service ends when it answers', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pipegen-'))
  try {
    const { service } = await import('../../dsl/index.ts')
    const made = await stepFor({ image, services: { db: service({ image: 'x', port: 45_871 }) }, steps: [raw('true')] })
    const wait = (made.script as readonly string[])[0] as string
    const server =
      "require('net').createServer(() => {}).listen(45871, '127.0.0.1'); setTimeout(() => process.exit(), 8000)"
    const script = `${process.execPath} -e "${server}" & pid=$!\n${wait}\ncode=$?\nkill $pid\nexit $code`
    for (const shell of shells) {
      const [program, ...options] = shell.split(' ')
      expect(spawnSync(program as string, [...options, '-c', script], { cwd: folder }).status).toBe(0)
    }
    const closed = wait.replace('timeout 120', 'timeout 1')
    expect(spawnSync('bash', ['-c', closed], { cwd: folder }).status).toBe(124)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
