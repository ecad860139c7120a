import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Keeper, lanePipe, startKeeper } from '../../src/run/keeper.ts'
import { type Lane, openLane } from '../../src/run/lane.ts'
import { makeRunFolder } from '../../src/run/run-folder.ts'
import { runInLane } from '../../src/run/run-step.ts'
import { inNewFolderLater } from '../harness/checkout.ts'

type Run = (script: string, limit?: number, signal?: AbortSignal) => Promise<unknown>

/** Calls with a lane, and what runs a script in it. */
async function inLane(use: (lane: Lane, run: Run) => Promise<void>, grace = 10_000) {
  await inNewFolderLater(async (temporary) => {
    const folder = makeRunFolder(temporary)
    const keeper: Keeper = startKeeper(folder, 1, process.env)
    await keeper.ready
    const cwd = join(folder.control, 'steps')
    mkdirSync(cwd)
    const lane = openLane(lanePipe(folder, 0), {
      cwd,
      env: process.env,
      mark: `${folder.id}.0.`,
      word: 'word',
      guard: keeper.guard,
    })
    let count = 0
    const run = async (script: string, limit: number | null = null, signal = new AbortController().signal) => {
      const name = `step-${count++}`
      writeFileSync(join(cwd, name), `bash -c '${script}' < /dev/null 2>&1\n`)
      let output = ''
      const ended = await runInLane(lane, name, (bytes) => (output += bytes.toString()), { signal, limit, grace })
      return { ...ended, output }
    }
    try {
      await use(lane, run as never)
    } finally {
      lane.close()
      await keeper.close()
    }
  })
}

describe('a step that takes too long', () => {
  test('is asked to end, and the next one starts as if nothing had been', async () => {
    await inLane(async (_, run) => {
      // A shell may add that the program was terminated.
      expect(await run('echo a; exec tail -f /dev/null', 400)).toMatchObject({ code: 143, by: 'limit' })
      expect(await run('trap "echo cleaned; exit 5" TERM; tail -f /dev/null & wait', 400)).toEqual({
        code: 5,
        by: 'limit',
        output: 'cleaned\n',
      })
      expect(await run('echo b')).toEqual({ code: 0, by: 'itself', output: 'b\n' })
    })
  })

  test('is ended by force where it does not listen', async () => {
    await inLane(async (_, run) => {
      expect(await run('trap "" TERM; echo c; while :; do :; done', 400)).toEqual({
        code: 137,
        by: 'limit',
        output: 'c\n',
      })
      expect(await run('echo d; exit 3')).toEqual({ code: 3, by: 'itself', output: 'd\n' })
    }, 20)
  })
})

test('a step that is ended from outside, and one that was before it began', async () => {
  await inLane(async (_, run) => {
    const control = new AbortController()
    const ended = run('echo e; exec tail -f /dev/null', 10_000, control.signal)
    setImmediate(() => control.abort())
    expect(await ended).toMatchObject({ by: 'signal' })
    expect(await run('echo never', 10_000, control.signal)).toEqual({ code: 143, by: 'signal', output: '' })
  })
})

test('a step that kills its own group', async () => {
  await inLane(async (_, run) => {
    expect(await run('echo f; kill -s KILL 0')).toEqual({ code: 137, by: 'itself', output: 'f\n' })
    expect(await run('echo g')).toEqual({ code: 0, by: 'itself', output: 'g\n' })
  })
})

test('what steps leave running is ended', async () => {
  await inLane(async (lane, run) => {
    const { output } = (await run('setsid tail -f /dev/null > /dev/null 2>&1 & echo $!')) as { output: string }
    const pid = Number(output)
    expect(isAlive(pid)).toBe(true)
    await lane.clear()
    // The system takes a killed process away when it comes to it.
    for (let turn = 0; isAlive(pid) && turn < 100_000; turn++) await new Promise((resolve) => setImmediate(resolve))
    expect(isAlive(pid)).toBe(false)
  })
})

// A process that has ended may still be listed, until somebody asks how.
function isAlive(pid: number): boolean {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return text.slice(text.lastIndexOf(')') + 2)[0] !== 'Z'
  } catch {
    return false
  }
}
