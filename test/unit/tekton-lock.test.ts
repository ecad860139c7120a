import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { environment, sh } from 'pipegen'
import { describe, expect, test } from 'vitest'
import { emitted, jobOf, stepIn, storyOf, taskIn } from './tekton-emit.ts'
import { shells } from './tekton-simulate.ts'

// The part of the API that the lock uses: a Lease with a version, and task runs that have ended or not.
const kubectl = `#!/bin/bash
cd "$STATE"
case "$1 $2" in
  'auth can-i') [ ! -e forbidden ] ;;
  'create --filename')
    [ ! -e holder ] && grep -o '"holderIdentity":"[^"]*"' | cut -d'"' -f4 >holder && echo 1 >version ;;
  'replace --filename')
    text=$(cat)
    [[ $text == *'"resourceVersion":"'$(cat version)'"'* ]] || exit 1
    if [ -e faster ]; then rm faster; echo rival >holder; touch running-rival; echo 7 >version; exit 1; fi
    grep -o '"holderIdentity":"[^"]*"' <<<"$text" | cut -d'"' -f4 >holder ;;
  'get lease') [ ! -e holder ] || echo -n "$(cat version) $(cat holder)" ;;
  'get taskrun') [ ! -e "running-$3" ] || echo -n "$3"; [ ! -e "ended-$3" ] || echo -n "$3"2026-01-01T00:00:00Z ;;
esac
`
// Waiting is the moment at which the other one ends.
const sleep = '#!/bin/bash\ncd "$STATE"\nfor run in running-*; do mv "$run" "ended-${run#running-}"; done\n'

async function hold(shell: readonly string[], state: Readonly<Record<string, string>>) {
  const ship = jobOf({ environment: environment('Production EU'), checkout: false, steps: [sh`./ship`] })
  const step = stepIn(taskIn((await emitted(storyOf({ ship }))).run('push'), 'ship'), 'lock')
  const root = mkdtempSync(join(tmpdir(), 'lock-'))
  try {
    for (const [name, text] of Object.entries({ kubectl, sleep, ...state })) writeFileSync(join(root, name), text)
    for (const name of ['kubectl', 'sleep']) chmodSync(join(root, name), 0o755)
    const file = join(root, 'script')
    writeFileSync(file, (step.script ?? '').replaceAll('$(context.taskRun.name)', 'me'))
    const [command = '', ...args] = shell
    const env = { PATH: `${root}:${process.env.PATH ?? ''}`, STATE: root, LOCK: 'Production EU' }
    const { status, stdout } = spawnSync(command, [...args, file], { env, encoding: 'utf8', timeout: 20_000 })
    const holder = existsSync(join(root, 'holder')) ? readFileSync(join(root, 'holder'), 'utf8').trim() : ''
    return { status, holder, waited: stdout }
  } finally {
    rmSync(root, { recursive: true })
  }
}

describe.each(Object.entries(shells))('deployments one at a time, where sh is %s', (_, shell) => {
  test('a free lock is taken at once', async () => {
    expect(await hold(shell, {})).toEqual({ status: 0, holder: 'me', waited: '' })
  })

  test('a lock whose holder has ended or is gone is taken over', async () => {
    expect(await hold(shell, { holder: 'other', version: '3', 'ended-other': '' })).toEqual({
      status: 0,
      holder: 'me',
      waited: '',
    })
    expect(await hold(shell, { holder: 'other', version: '3' })).toEqual({ status: 0, holder: 'me', waited: '' })
  })

  test('a lock that is held is waited for', async () => {
    expect(await hold(shell, { holder: 'other', version: '3', 'running-other': '' })).toEqual({
      status: 0,
      holder: 'me',
      waited: 'Waiting for other.\n',
    })
  })

  test('where another one is faster, it has the lock first', async () => {
    const { status, holder, waited } = await hold(shell, {
      holder: 'other',
      version: '3',
      'ended-other': '',
      faster: '',
    })
    expect({ status, holder }).toEqual({ status: 0, holder: 'me' })
    expect(waited).toContain('Waiting')
  })

  test('a step that is tried again still holds it, and one that may not take it fails', async () => {
    expect(await hold(shell, { holder: 'me', version: '3', 'running-me': '' })).toEqual({
      status: 0,
      holder: 'me',
      waited: '',
    })
    expect(await hold(shell, { forbidden: '' })).toMatchObject({ status: 1, holder: '' })
  })
})

test('the name of the lock is that of the environment, whatever the story', async () => {
  const ship = jobOf({ environment: environment('Production EU'), steps: [sh`./ship`], timeout: 30 })
  const task = taskIn((await emitted(storyOf({ ship }))).run('push'), 'ship')
  expect(stepIn(task, 'lock').env).toEqual([{ name: 'LOCK', value: 'Production EU' }])
  expect(task.timeout).toBe('24h30m0s')
  expect(stepIn(task).timeout).toBe('30m0s')
})
