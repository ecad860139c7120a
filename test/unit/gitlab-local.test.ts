import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  after,
  always,
  branch,
  changed,
  input,
  job,
  manual,
  node,
  not,
  onFailure,
  pullRequest,
  push,
  sh,
  step,
  story,
  tag,
} from 'pipegen'
import { describe, expect, test } from 'vitest'
import type { Story } from '../../dsl/story.ts'
import { emitted } from '../traps/gitlab/emit.ts'
import { inFolder } from '../traps/gitlab/run-script.ts'

const program = fileURLToPath(new URL('../../node_modules/.bin/gitlab-ci-local', import.meta.url))
const hasRsync = spawnSync('rsync', ['--version'], { stdio: 'ignore' }).error === undefined

/** Hands an output to the one runner of such files that needs no server. */
async function local(
  stories: readonly Story[],
  args: readonly string[],
): Promise<{ readonly code: number; readonly out: string }> {
  const { text } = await emitted(...stories)
  return inFolder((folder) => {
    const at = join(folder, 'project')
    mkdirSync(at)
    const git = (...more: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.com', ...more], {
        cwd: at,
        stdio: 'ignore',
      })
    git('init', '--initial-branch', 'main')
    git('remote', 'add', 'origin', 'git@gitlab.example.com:group/project.git')
    writeFileSync(join(at, '.gitlab-ci.yml'), text)
    git('add', '.')
    git('commit', '--message', 'all')
    git('update-ref', 'refs/remotes/origin/main', 'HEAD')
    const ran = spawnSync(program, [...args], {
      cwd: at,
      encoding: 'utf8',
      env: { ...process.env, HOME: folder },
      timeout: 50_000,
    })
    return { code: ran.status ?? 255, out: ran.stdout + ran.stderr }
  })
}

const build = job({
  tools: [node('24')],
  outputs: ['version'],
  artifacts: { dist: 'dist' },
  steps: [sh`mkdir -p dist && echo hello > dist/a`, sh`printf 'version<<END\n1.0\n"two"\nEND\n' >> "$PIPEGEN_OUTPUT"`],
})
const use = job({ tools: [node('24')], needs: [build], steps: [sh`cat dist/a; echo "got <${build.outputs.version}>"`] })
const bare = job({
  tools: [node('24')],
  needs: [after(build)],
  steps: [
    step({ run: sh`test ! -e dist`, name: 'Nothing is here' }),
    sh`export X=1; cd /; exit 0`,
    sh`echo "X is [$X]"; test -e .gitlab-ci.yml`,
  ],
})
const cells = job({ matrix: { n: ['1', '2'] }, tools: [node('24')], steps: [sh`echo cell`] })
const onTag = job({ when: tag('v*'), tools: [node('24')], steps: [sh`true`] })
const onMain = job({ when: branch('main', 'x/*'), tools: [node('24')], steps: [sh`true`] })
const alert = job({ when: onFailure(), tools: [node('24')], steps: [sh`echo alerted`] })
const clean = job({ when: always(), tools: [node('24')], steps: [sh`echo cleaned`] })

describe('gitlab-ci-local', () => {
  test('lists the jobs of a push to the main branch', async () => {
    const release = manual({ inputs: { channel: input.choice(['a', 'b']) } })
    const stable = job({ when: release.inputs.channel.is('b'), tools: [node('24')], steps: [sh`true`] })
    const quiet = job({ when: not(changed('nothing/**')), tools: [node('24')], steps: [sh`true`] })
    const all = story({
      name: 'all',
      on: [push(), tag('v*'), pullRequest(), release],
      stages: { a: { build, cells, onTag, stable, quiet }, b: { use, onMain }, c: { alert, clean } },
    })
    const { code, out } = await local([all], ['--list-json'])
    expect(code, out).toBe(0)
    const jobs = JSON.parse(out.slice(out.indexOf('['), out.lastIndexOf(']') + 1)) as readonly {
      readonly name: string
      readonly when: string
      readonly stage: string
      readonly needs?: readonly { readonly job: string }[]
    }[]
    expect(
      jobs
        .filter(({ when }) => when !== 'never')
        .map(({ name, when }) => `${name} ${when}`)
        .sort(),
    ).toEqual(
      [
        'alert on_failure',
        'build on_success',
        'cells: [1] on_success',
        'cells: [2] on_success',
        'clean always',
        'onMain on_success',
        'quiet on_success',
        'use on_success',
      ].sort(),
    )
  })

  test.skipIf(!hasRsync)(
    `runs them: outputs and files arrive, steps stay apart${hasRsync ? '' : ' (not run: there is no rsync here)'}`,
    async () => {
      const { code, out } = await local(
        [story({ name: 'all', on: [push()], stages: { a: { build }, b: { use, bare }, c: { clean } } })],
        ['--force-shell-executor', '--shell-isolation'],
      )
      expect(code, out).toBe(0)
      expect(out).toContain('hello')
      expect(out).toContain('got <1.0')
      expect(out).toContain('"two">')
      expect(out).toContain('X is []')
      expect(out).toContain('cleaned')
    },
  )
})
