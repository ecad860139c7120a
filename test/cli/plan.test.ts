import { expect, test } from 'vitest'
import { errorsOf, findingsOf, pipegen, project } from './project.ts'

const shop = `import { branch, environment, input, job, manual, matrix, onFailure, pullRequest, push, schedule, sh, story, tag } from 'pipegen'
const byHand = manual({ inputs: { channel: input.choice(['stable', 'beta']) } })
const lint = job({ steps: [sh\`true\`] })
const unit = job({ matrix: { node: ['22', '24'] }, steps: [sh\`true\`], when: byHand.inputs.channel.is('stable') })
const image = job({ needs: [unit], outputs: ['digest'], steps: [sh\`echo digest=1 >> "$PIPEGEN_OUTPUT"\`] })
const production = job({ needs: [image], when: branch('main'), environment: environment('production', { approval: 'manual' }), steps: [sh\`true\`] })
export default story({
  name: 'shop',
  targets: ['github', 'gitlab'],
  on: [push({ branches: ['main', 'develop'] }), tag('v*'), pullRequest(), schedule('0 3 * * *', { name: 'nightly' }), byHand],
  stages: { check: { lint, unit }, build: { image }, deploy: { production } },
})
`
const folder = project({ 'ci.story.ts': shop })
const plan = (...args: readonly string[]) => pipegen(folder, ['plan', ...args])

test('the help shows an example first', () => {
  const { code, stdout } = plan('--help')
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^ {2}pipegen plan /)])
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120)
})

test('without options, the plan is that of a push to the default branch', () => {
  expect(plan()).toEqual({
    code: 0,
    stderr: '',
    stdout: `shop (ci.story.ts): push to main

  1  lint        runs
     unit[22]    runs
     unit[24]    runs
  2  image       runs
  3  production  runs     to production; behind a gate

  5 run

`,
  })
})

test('the table says why a job does not run', () => {
  const { code, stdout } = plan('--fail', 'unit[24]')
  expect(code).toBe(0)
  expect(stdout).toMatch(/unit\[22\] +runs\n +unit\[24\] +fails\n +2 +image +held +waits for unit, without success\n/)
  expect(plan('--tag', 'v1').stdout).toMatch(/production +skipped +not branch\('main'\); to production/)
  expect(plan('--close', 'production').stdout).toMatch(/production +waits +nobody has agreed yet/)
  expect(plan('--input', 'channel=beta').stdout).toMatch(/image +skipped +needs unit, skipped/)
  expect(plan('--branch', 'topic').stdout).toContain('starts no run')
  for (const line of plan('--fail', 'unit').stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
})

test('the plan is JSON too', () => {
  const { stories } = JSON.parse(
    plan('--pull-request', 'topic:develop', '--fork', '--changed', 'a.ts', '--format', 'json').stdout,
  )
  expect(stories).toMatchObject([
    {
      name: 'shop',
      source: 'ci.story.ts',
      starts: true,
      event: {
        name: 'pullRequest',
        branch: '',
        pullRequest: { sourceBranch: 'topic', targetBranch: 'develop', fork: true },
        changed: ['a.ts'],
      },
      jobs: [
        {
          job: 'lint',
          cell: null,
          fate: 'succeeded',
          why: null,
          layer: 1,
          waits: [],
          environment: null,
          gate: false,
          lock: null,
        },
        { job: 'unit', cell: { node: '22' } },
        { job: 'unit', cell: { node: '24' } },
        { job: 'image', layer: 2, waits: ['unit'] },
        {
          job: 'production',
          fate: 'skipped',
          why: "not branch('main')",
          layer: 3,
          environment: 'production',
          gate: true,
        },
      ],
    },
  ])
})

test('vendors stand beside the story', () => {
  const { code, stdout } = plan('--to', 'github,gitlab', '--fail', 'lint')
  expect(code).toBe(0)
  expect(stdout).toMatch(/story +github +gitlab\n +lint +fails +fails +fails\n +unit\[22\] +runs +runs +runs\n/)
  const { stories } = JSON.parse(plan('--to', 'gitlab', '--format', 'json').stdout)
  expect(stories[0].vendors.gitlab).toMatchObject({
    state: 'played',
    fates: { 'unit[22]': 'succeeded' },
    differences: [],
  })
})

test('a vendor that does otherwise is an error', () => {
  // By hand, so that the file is not what the story means.
  const odd = project({
    'ci.story.ts': shop.replace("name: 'shop',", "name: 'shop', raw: { github: { jobs: { lint: { if: 'false' } } } },"),
  })
  const run = pipegen(odd, ['plan', '--to', 'github', '--format', 'json'])
  expect(errorsOf(run)).toMatchObject([{ code: 'plan-differs', message: expect.stringContaining("'lint'") }])
  expect(run.code).toBe(1)
})

test('a vendor that does not take the story is told', () => {
  const odd = project({ 'ci.story.ts': shop.replace("when: byHand.inputs.channel.is('stable') })", 'retry: 1 })') })
  const { code, stdout } = pipegen(odd, ['plan', '--to', 'github'])
  expect([code, stdout]).toEqual([0, expect.stringContaining('github: does not take this story')])
  const json = pipegen(odd, ['plan', '--to', 'github', '--format', 'json'])
  expect(findingsOf(json)).toMatchObject([{ code: 'plan-refused', severity: 'warning' }])
})

test('pictures', () => {
  expect(plan('--format', 'mermaid').stdout).toMatch(/^flowchart LR\n {2}j0\["lint<br>runs"\]:::succeeded\n/)
  const { stdout } = plan('--format', 'svg')
  expect(stdout).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="0 0 \d+ \d+"/)
  expect(stdout.match(/<rect /g)).toHaveLength(4)
  expect(stdout.match(/marker-end/g)).toHaveLength(2)
})

test.each([
  [['--fail', 'unti'], 'plan-unknown', "there is no job 'unti'"],
  [['--fail', 'unit[23]'], 'plan-unknown', "there is no run 'unit[23]'"],
  [['--close', 'image'], 'plan-unknown', "there is no gate before the job 'image'"],
  [['--output', 'image.digset=1'], 'plan-unknown', "there is no output 'image.digset'"],
  [['--schedule', 'nighly'], 'plan-unknown', "there is no schedule 'nighly'"],
  [['--input', 'chanel=beta'], 'plan-unknown', "there is no input 'chanel'"],
  [['--call', 'deployed'], 'plan-unknown', "there is no API event 'deployed'"],
  [['--input', 'channel=nightly'], 'plan-value', "the input 'channel' cannot be 'nightly'"],
])('what the story does not have is found: %j', (args, code, message) => {
  const run = plan(...args, '--format', 'json')
  expect(errorsOf(run)).toMatchObject([{ code, message }])
  expect(run.code).toBe(1)
})

test('a branch that is nearly one of the story is told', () => {
  const run = plan('--branch', 'mian', '--format', 'json')
  expect(run.code).toBe(0)
  expect(findingsOf(run)).toMatchObject([{ code: 'plan-branch', severity: 'warning', help: "did you mean 'main'?" }])
})

test.each([
  [['--event', 'puhs'], "there is no event 'puhs'; did you mean 'push'?"],
  [['--tag', 'v1', '--branch', 'main'], '--branch does not go with the event tag'],
  [['--fork'], '--fork does not go with the event push'],
  [['--event', 'tag'], 'the event tag takes --tag NAME'],
  [['--input', 'channel'], "'channel' is no --input; write --input NAME=VALUE"],
  [['--output', 'digest=1'], "'digest=1' is no --output; write --output JOB.NAME=VALUE"],
  [['--format', 'xml'], "there is no format 'xml'; it is one of table, json, mermaid, svg"],
  [['--to', 'gitlb'], "there is no vendor 'gitlb'; did you mean 'gitlab'?"],
])('wrong usage is told: %j', (args, words) => {
  expect(plan(...args)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(words) })
})
