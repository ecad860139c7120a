import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { outputsFor, vendorOf } from '../harness/all-outputs.ts'
import { shells } from './codeship-build.ts'

const hasShellcheck = spawnSync('shellcheck', ['--version']).status === 0

async function scripts(): Promise<readonly string[]> {
  const all = [...(await outputsFor(vendorOf('codeship'))), ...(await outputsFor(vendorOf('codeship-basic')))]
  return [...new Set(all.filter(({ path }) => path.endsWith('.sh')).map(({ text }) => text))]
}

test.each(shells)('%s reads every script', async (shell) => {
  const options = shell === 'busybox' ? ['sh', '-n'] : ['-n']
  const all = await scripts()
  expect(all.length).toBeGreaterThan(50)
  const bad = all.flatMap((script) => {
    const { status, stderr } = spawnSync(shell, options, { input: script, encoding: 'utf8' })
    return status === 0 ? [] : [{ stderr, script }]
  })
  expect(bad).toEqual([])
})

test.skipIf(!hasShellcheck)('shellcheck finds nothing in them (where it is installed)', async () => {
  // Variables of a build come from outside, and values of the story may hold quotes and dollar signs.
  const ignored = '--exclude=SC2154,SC2034,SC2089,SC2090,SC2016'
  const bad = (await scripts())
    .flatMap((script) => [['sh', script] as const, ...inner(script)])
    .flatMap(([shell, text]) => {
      const { stdout } = spawnSync('shellcheck', [`--shell=${shell}`, ignored, '-'], { input: text, encoding: 'utf8' })
      // One story says `$FLAGS` without quotes, and means it.
      return stdout === '' || stdout.includes('npm test -- $FLAGS') ? [] : [stdout]
    })
  expect(bad).toEqual([])
})

function inner(script: string): readonly (readonly [string, string])[] {
  return [...script.matchAll(/(bash|sh) -\S+(?: pipefail)? \/dev\/fd\/3 3<<'STEP'.*\n([\s\S]*?)\nSTEP(?:\n|$)/g)].map(
    ([, shell, text]) => [shell as string, text as string],
  )
}
