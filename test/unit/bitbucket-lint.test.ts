import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import type { Story } from '../../dsl/story.ts'
import type { BitbucketFile, BitbucketStep } from '../../emitters/bitbucket/schema.ts'
import { emitBitbucket, stepsOf } from './bitbucket-emit.ts'
import { chained, negative, wide } from './bitbucket-samples.ts'
import { shells } from './bitbucket-session.ts'

const stories: readonly Story[] = [wide, negative, chained]
const hasShellcheck = spawnSync('shellcheck', ['--version']).status === 0

function everyStep({ pipelines = {} }: BitbucketFile): readonly BitbucketStep[] {
  const lists: readonly unknown[] = [
    pipelines.default,
    ...Object.values(pipelines.branches ?? {}),
    ...Object.values(pipelines.tags ?? {}),
    ...Object.values(pipelines.custom ?? {}),
    ...Object.values(pipelines['pull-requests'] ?? {}).flatMap((list) =>
      'destinations' in list ? Object.values(list.destinations) : [list],
    ),
  ]
  return lists.flatMap(stepsOf)
}

async function scripts(): Promise<readonly string[]> {
  const emitted = await Promise.all(stories.map((story) => emitBitbucket(story)))
  const all = emitted.flatMap(({ file }) => everyStep(file)).flatMap((step) => [step.script, step['after-script']])
  return [...new Set(all.filter((list) => list !== undefined).map((list) => list.map(String).join('\n')))]
}

test.each(shells)('%s reads every script', async (shell) => {
  const [program, ...options] = shell.split(' ')
  for (const script of await scripts()) {
    const { status, stderr } = spawnSync(program as string, [...options, '-n'], { input: script, encoding: 'utf8' })
    expect({ status, stderr, script }).toEqual({ status: 0, stderr: '', script })
  }
})

test.skipIf(!hasShellcheck)('shellcheck finds nothing in them (where it is installed)', async () => {
  const all = await scripts()
  expect(all.length).toBeGreaterThan(20)
  // Variables of a run come from outside, and values of the story may hold quotes.
  const ignored = '--exclude=SC2154,SC2034,SC2089,SC2090'
  for (const script of all) {
    for (const [shell, text] of [['sh', script] as const, ...inner(script)]) {
      const { stdout } = spawnSync('shellcheck', [`--shell=${shell}`, ignored, '-'], {
        input: `set -e\n${text}\n`,
        encoding: 'utf8',
      })
      expect({ stdout, text }).toEqual({ stdout: '', text })
    }
  }
})

function inner(script: string): readonly (readonly [string, string])[] {
  return [...script.matchAll(/(bash|sh) -\S+(?: pipefail)? \/dev\/fd\/3 3<<'STEP'.*\n([\s\S]*?)\nSTEP(?:\n|$)/g)].map(
    ([, shell, text]) => [shell as string, text as string],
  )
}
