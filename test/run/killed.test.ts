import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, watch } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { inNewFolderLater } from '../harness/checkout.ts'
import { placeStory, runPlaced, startPlaced } from '../harness/run-here.ts'

// A step with a child that does not listen, and one that left its group and its session.
const stubborn = `import { job, push, sh, story } from 'pipegen'
const long = job({ steps: [sh\`
  (trap '' TERM; exec tail -f /dev/null) &
  setsid tail -f /dev/null > /dev/null 2>&1 < /dev/null &
  echo $$ > "$FLAGS/started"
  tail -f /dev/null
\`] })
export default story({ name: 'long', on: [push()], stages: { test: { long } } })
`

describe.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
  ['SIGKILL', null],
] as const)('a run that gets %s', (signal, code) => {
  test('leaves no process and no file behind', async () => {
    await inNewFolderLater(async (folder) => {
      const flags = join(folder, 'flags')
      mkdirSync(flags)
      const here = placeStory(folder, stubborn)
      const run = startPlaced({ ...here, env: { ...here.env, FLAGS: flags } })
      await appears(flags, 'started')
      expect(processesOf(folder).length).toBeGreaterThan(3)
      run.kill(signal)
      const [exit] = (await once(run, 'exit')) as [number | null]
      expect(exit).toBe(code)
      // Nobody waits for what tidies up behind a run that was killed: its processes are gone when it has.
      await until(() => processesOf(folder).length === 0)
      expect(readdirSync(join(folder, 'tmp'))).toEqual([])
      expect(sharedMemory(run.pid ?? 0)).toEqual([])
    })
  })
})

test('what a run left that could tidy up nothing is removed by the next one', async () => {
  await inNewFolderLater(async (folder) => {
    const here = placeStory(folder, stubborn.replace('tail -f /dev/null\n`', 'true\n`'))
    const flags = join(folder, 'flags')
    mkdirSync(flags)
    mkdirSync(join(folder, 'tmp/pipegen-run-999999999-1-abc123/work'), { recursive: true })
    mkdirSync(join(folder, `tmp/pipegen-run-${process.pid}-${startOf(process.pid)}-abc123`))
    mkdirSync(join(folder, 'tmp/other'))
    expect(runPlaced(here, [], { FLAGS: flags }).code).toBe(0)
    expect(readdirSync(join(folder, 'tmp')).sort()).toEqual([
      'other',
      `pipegen-run-${process.pid}-${startOf(process.pid)}-abc123`,
    ])
    expect(processesOf(folder)).toEqual([])
  })
})

function startOf(pid: number): string {
  const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}

/** The processes whose environment names the folder; a test of it is the home of all that the run starts. */
function processesOf(folder: string): readonly number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && environmentOf(pid).includes(`HOME=${folder}\0`))
}

function environmentOf(pid: number): string {
  try {
    return `${readFileSync(`/proc/${pid}/environ`, 'latin1')}\0`
  } catch {
    return ''
  }
}

function sharedMemory(pid: number): readonly string[] {
  return existsSync('/dev/shm') ? readdirSync('/dev/shm').filter((name) => name.startsWith(`pipegen-run-${pid}-`)) : []
}

/** Resolves when a file is in a folder. */
async function appears(folder: string, name: string): Promise<void> {
  const watcher = watch(folder)
  while (!existsSync(join(folder, name))) await once(watcher, 'change')
  watcher.close()
}

/** Resolves when a condition holds, which is looked at again and again. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve))
}
