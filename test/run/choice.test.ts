import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commitMore, inNewFolder, writeInto } from '../harness/checkout.ts'
import { type Here, placeStory, runPlaced } from '../harness/run-here.ts'

const several = `import { environment, job, manual, input, onFailure, pullRequest, push, sh, story, tag, branch, changed } from 'pipegen'
const lint = job({ steps: [sh\`echo lint >> "$TRACE"\`] })
const bad = job({ steps: [sh\`echo bad >> "$TRACE"; exit 3\`] })
const build = job({ needs: [lint], outputs: ['v'], steps: [sh\`echo build >> "$TRACE"; echo v=7 >> "$PIPEGEN_OUTPUT"\`] })
const test = job({ needs: [build, bad], steps: [sh\`echo test \${build.outputs.v} >> "$TRACE"\`] })
const other = job({ needs: [lint], steps: [sh\`echo other >> "$TRACE"\`] })
const docs = job({ needs: [], when: changed('docs/**'), steps: [sh\`echo docs >> "$TRACE"\`] })
const ship = job({ needs: [other], environment: environment('live', { approval: 'manual' }), steps: [sh\`echo ship >> "$TRACE"\`] })
const flags = manual({ inputs: { level: input.choice(['low', 'high']) } })
const asked = job({ needs: [], when: tag('v*'), steps: [sh\`echo tagged >> "$TRACE"\`] })
export default story({
  name: 'several',
  on: [push({ branches: ['main'] }), pullRequest(), tag('v*'), flags],
  stages: { one: { lint, bad }, two: { build, other }, three: { test, docs, asked }, four: { ship } },
})
`

describe('which jobs run', () => {
  test.each<readonly [string, readonly string[], readonly string[], number]>([
    ['all that can', ['--changed', 'src/a.ts'], ['bad', 'build', 'lint', 'other'], 1],
    ['the named ones and what they need', ['--job', 'build'], ['build', 'lint'], 0],
    ['a job by its name alone', ['other'], ['lint', 'other'], 0],
    ['all behind one', ['--from', 'build'], ['build', 'test 7'], 0],
    ['those behind a failure too', ['--keep-going', '--job', 'test'], ['bad', 'build', 'lint', 'test 7'], 1],
    ['none after the first failure', ['--fail-fast', '-j', '1', '--job', 'bad', '--job', 'build'], ['bad', 'lint'], 1],
    [
      'a deployment that is asked for and agreed to',
      ['--job', 'ship', '--deploy', 'live', '--approve', 'live'],
      ['lint', 'other', 'ship'],
      0,
    ],
    ['no deployment that nobody agrees to', ['--job', 'ship', '--deploy', 'live'], ['lint', 'other'], 1],
    ['no deployment by accident', ['--job', 'ship', '--approve', '*'], ['lint', 'other'], 1],
    ['those of a tag', ['--tag', 'v1', '--job', 'asked'], ['tagged'], 0],
    ['those whose files changed', ['--changed', 'docs/a.md', '--job', 'docs'], ['docs'], 0],
    ['none whose files did not', ['--changed', 'src/a.ts', '--job', 'docs'], [], 0],
    ['none in a dry run', ['--dry-run'], [], 0],
  ])('%s', (_, args, ran, code) => {
    inNewFolder((folder) => {
      const here = placeStory(folder, several)
      const run = runPlaced(here, args)
      expect({ ran: trace(here), code: run.code }).toEqual({ ran, code })
    })
  })

  test('git says what changed: in the last commit, in the working tree, and in files that it does not know yet', () => {
    inNewFolder((folder) => {
      const here = placeStory(folder, several)
      // The first commit of all: what it changed cannot be known, so that the condition holds.
      runPlaced(here, ['docs'])
      expect(trace(here)).toEqual(['docs'])
      writeInto(here.project, { 'src/more.txt': 'more\n' })
      commitMore(here.project)
      runPlaced(here, ['docs'])
      expect(trace(here)).toEqual([])
      writeInto(here.project, { 'docs/new.md': 'new\n' })
      runPlaced(here, ['docs'])
      expect(trace(here)).toEqual(['docs'])
      commitMore(here.project)
      runPlaced(here, ['docs'])
      expect(trace(here)).toEqual(['docs'])
    })
  })

  test('a story whose jobs a raw patch alone brings in has nothing to run', () => {
    inNewFolder((folder) => {
      const raw = "{ gitlab: { include: [{ template: 'Jobs/SAST.gitlab-ci.yml' }] } }"
      const { code, stderr } = runPlaced(
        placeStory(
          folder,
          `import { push, story } from 'pipegen'\nexport default story({ name: 'scan', on: [push()], stages: {}, raw: ${raw} })\n`,
        ),
        [],
      )
      expect(stderr).toContain('nothing can be run here: ')
      expect(code).not.toBe(0)
    })
  })

  test('an event that starts nothing is an error, and so is a job that is not there', () => {
    inNewFolder((folder) => {
      const here = placeStory(folder, several)
      const nothing = runPlaced(here, ['--event', 'push', '--branch', 'other'])
      expect(nothing.stderr).toContain("a push to 'other' starts no run of 'several' [run-starts-nothing]")
      expect(nothing.code).toBe(1)
      const unknown = runPlaced(here, ['--job', 'biuld'])
      expect(unknown.stderr).toContain("did you mean 'build'?")
      expect(unknown.code).toBe(1)
    })
  })
})

test('a dry run tells what would run, and why the rest would not', () => {
  inNewFolder((folder) => {
    const here = placeStory(folder, several)
    expect(runPlaced(here, ['--dry-run', '--job', 'ship', '--job', 'asked']).stdout.toString()).toBe(
      [
        'lint: runs',
        '    echo lint >> "$TRACE"',
        'other: runs after lint',
        '    echo other >> "$TRACE"',
        'asked: does not run: its condition does not hold',
        'ship: does not run: it deploys to live',
        '',
      ].join('\n'),
    )
  })
})

test('reports tell of every job and step', () => {
  inNewFolder((folder) => {
    const here = placeStory(folder, several)
    const [json, junit] = [join(folder, 'out/run.json'), join(folder, 'out/run.xml')]
    runPlaced(here, ['--changed', 'x', '--report', 'json', json, `--report=junit=${junit}`])
    const report = JSON.parse(readFileSync(json, 'utf8')) as {
      jobs: { name: string; fate: string; steps: { code: number }[] }[]
    }
    expect(Object.fromEntries(report.jobs.map(({ name, fate }) => [name, fate]))).toEqual({
      lint: 'succeeded',
      bad: 'failed',
      build: 'succeeded',
      other: 'succeeded',
      test: 'held',
      docs: 'skipped',
      asked: 'skipped',
      ship: 'waiting',
    })
    expect(report.jobs.find(({ name }) => name === 'bad')?.steps.map(({ code }) => code)).toEqual([3])
    const xml = readFileSync(junit, 'utf8')
    expect(xml).toContain('<testsuite name="bad" tests="1" failures="1" errors="0" skipped="0"')
    expect(xml).toContain('<skipped message="bad failed"/>')
  })
})

test('what does not go together is wrong usage', () => {
  inNewFolder((folder) => {
    const here = placeStory(folder, several)
    for (const args of [
      ['--jobs', '0'],
      ['--keep-going', '--fail-fast'],
      ['--secrets', 'nowhere'],
      ['--service', 'x'],
      ['--report', 'csv=x'],
      ['--tag', 'v1', '--branch', 'main'],
    ])
      expect({ args, code: runPlaced(here, args).code }).toEqual({ args, code: 2 })
  })
})

function trace({ folder }: Here): readonly string[] {
  const file = join(folder, 'trace')
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
  writeFileSync(file, '')
  return lines.filter((line) => line !== '').sort()
}
