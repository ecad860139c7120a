import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, cache, ctx, dependencies, job, node, push, sh, story } from 'pipegen'
import { describe, expect, test } from 'vitest'
import type { Story } from '../../dsl/story.ts'
import { attempted, emitted } from './gitlab/emit.ts'
import { inFolder, runScript } from './gitlab/run-script.ts'

const _one = job({ tools: [node('24')], steps: [sh`true`] })
const _onMain = { event: 'push', branch: 'main', changed: null } as const
const _refusals = async (...stories: readonly Story[]) =>
  (await attempted(...stories)).found.filter((found) => found.severity === 'error').map((found) => found.code)

describe('files', () => {
  test('go to the jobs that ask for them and to no others (trap 8)', async () => {
    const build = job({ steps: [sh`true`], artifacts: { dist: { paths: ['dist', 'x/*.js'], retention: 1 } } })
    const bare = job({ steps: [sh`true`] })
    const waits = job({ needs: [after(build)], steps: [sh`true`] })
    const takes = job({ needs: [build], steps: [sh`true`] })
    const output = await emitted(
      story({ name: 'x', on: [push()], stages: { a: { build }, b: { bare, waits, takes } } }),
    )
    expect(output.job('bare').dependencies).toEqual([])
    expect(output.job('waits').needs).toEqual([{ job: 'build', artifacts: false }])
    expect(output.job('takes').needs).toEqual(['build'])
    expect(output.job('build').artifacts).toEqual({ name: 'dist', paths: ['dist', 'x/*.js'], expire_in: '1 day' })
  })

  test('that must be there are looked for, by folder and by pattern', async () => {
    const files = (paths: readonly string[], exclude: readonly string[] = []) =>
      emitted(
        story({
          name: 'x',
          on: [push()],
          stages: {
            a: { build: job({ tools: [node('24')], steps: [sh`true`], artifacts: { dist: { paths, exclude } } }) },
          },
        }),
      )
    const passes = async (there: readonly string[], paths: readonly string[], exclude: readonly string[] = []) => {
      const { script } = (await files(paths, exclude)).job('build')
      return inFolder((folder) => {
        for (const file of there) {
          mkdirSync(join(folder, file, '..'), { recursive: true })
          if (!file.endsWith('/.')) writeFileSync(join(folder, file), 'x')
        }
        return runScript(script, 'bash', folder).code === 0
      })
    }
    expect(await passes(['dist/a/b.js'], ['dist'])).toBe(true)
    expect(await passes(['dist/a/b.js'], ['dist/'])).toBe(true)
    expect(await passes(['dist/a/.'], ['dist'])).toBe(false)
    expect(await passes(['other/a'], ['dist', 'out'])).toBe(false)
    expect(await passes(['out/a'], ['dist', 'out'])).toBe(true)
    expect(await passes(['dist/a.js'], ['dist/*.js'])).toBe(true)
    expect(await passes(['dist/a/b.js'], ['dist/*.js'])).toBe(false)
    expect(await passes(['dist/a/b.js'], ['dist/**/*.js'])).toBe(true)
    expect(await passes(['dist/b.js'], ['dist/**/*.js'])).toBe(true)
    expect(await passes(['a.log'], ['*.log'])).toBe(true)
    expect(await passes(['x/a.log'], ['*.log'])).toBe(false)
    expect(await passes(['x/a.log'], ['**/*.log'])).toBe(true)
    expect(await passes(['dist/a.map'], ['dist'], ['dist/**/*.map'])).toBe(false)
    expect(await passes(['dist/a.map', 'dist/a.js'], ['dist'], ['dist/**/*.map'])).toBe(true)
    expect(await passes(['dist/x/y/z'], ['dist/**'])).toBe(true)
  })

  test('are cached inside the project alone, under keys without a slash (trap 9)', async () => {
    const install = job({
      tools: [node('24')],
      caches: [
        dependencies('npm'),
        cache({ paths: ['~/.cache', '.cache/x'], key: 'a.lock', prefix: `a/${ctx.branch}`, fallback: ['a'] }),
      ],
      steps: [sh`npm ci`],
    })
    const output = await emitted(story({ name: 'x', on: [push()], stages: { a: { install } } }))
    expect(output.job('install').cache).toEqual([
      { key: { files: ['package-lock.json'], prefix: 'npm' }, paths: ['.cache/npm'] },
      { key: { files: ['a.lock'], prefix: 'cache-a-$CI_COMMIT_REF_SLUG' }, paths: ['.cache/x'] },
    ])
    expect(output.found.filter((found) => found.severity === 'warning').map((found) => found.message)).toEqual([
      expect.stringContaining('left out'),
      expect.stringContaining('not kept'),
    ])
  })
})
