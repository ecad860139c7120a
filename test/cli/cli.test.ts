import { expect, test } from 'vitest'
import { vendors } from '../../emitters/index.ts'
import { rules } from '../../src/diagnostics.ts'
import { featureIds } from '../../src/features.ts'
import { pipegen, project, story } from './project.ts'

const folder = project({
  'ci.story.ts': story({ body: "const odd: string = ''" }),
  'bad.ts': "import { story } from 'pipegen'\nexport default 1\n",
})
const colour = '\u001b['

test('--version and --help go to standard output', () => {
  expect(pipegen(folder, ['--version'])).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    stderr: '',
  })
  const { code, stdout } = pipegen(folder, ['--help'])
  expect(code).toBe(0)
  expect(stdout).toMatch(/^ {2}pipegen emit/)
})

test('without a command, the help is shown and the exit code says so', () => {
  expect(pipegen(folder, [])).toMatchObject({ code: 2, stdout: expect.stringContaining('Usage: pipegen') })
})

test.each(['emit', 'check', 'targets', 'explain'])(
  'the help of %s shows an example first and fits in 120 columns',
  (command) => {
    for (const args of [
      [command, '--help'],
      [command, '-h'],
      ['help', command],
    ]) {
      const { code, stdout, stderr } = pipegen(folder, args)
      expect([code, stderr]).toEqual([0, ''])
      expect(stdout).toMatch(new RegExp(`^ {2}pipegen ${command}`))
      expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120)
    }
  },
)

test.each([
  [['emti'], "there is no command 'emti'; did you mean 'emit'?"],
  [['xyzzy'], "there is no command 'xyzzy'\n"],
  [['emit', '--chek'], "there is no option '--chek'; did you mean '--check'?"],
  [['emit', '--to', 'gitlb'], "there is no vendor 'gitlb'; did you mean 'gitlab'?"],
  [['emit', '--to', 'nobody'], "there is no vendor 'nobody'; the vendors are github"],
  [['emit', '--to'], "'--to <value>' argument missing"],
  [['emit', '--check=yes'], "'--check' does not take an argument"],
  [['emit', '--format', 'xml'], "there is no format 'xml'"],
  [['emit', '--time-limit', 'soon'], "'soon' is no time limit"],
  [['targets', '--format', 'xml'], "there is no format 'xml'"],
  [['explain'], 'name a code or a feature'],
  [['explain', 'need-cyle'], "did you mean 'need-cycle'?"],
  [['explain', 'job.matrx'], "did you mean 'job.matrix'?"],
])('wrong usage is told: %j', (args, words) => {
  const run = pipegen(folder, args)
  expect(run).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(words) })
  expect(run.stderr).toMatch(/\nSee: pipegen (?:\w+ )?--help\n$/)
})

test('a finding shows its place, the line with a caret, the code and the help', () => {
  expect(pipegen(folder, ['emit', 'bad.ts'])).toEqual({
    code: 1,
    stdout: '',
    stderr: `bad.ts:1:1: error: the default export is the number 1, not a story [wrong-export]
> 1 | import { story } from 'pipegen'
    | ^
  help: write: export default story({ ... })

1 error
`,
  })
})

test('colours are for terminals, or when forced, and can be refused', () => {
  const stderr = (env: NodeJS.ProcessEnv, ...args: readonly string[]) =>
    pipegen(folder, ['emit', 'bad.ts', ...args], { env }).stderr
  expect(stderr({})).not.toContain(colour)
  expect(stderr({ FORCE_COLOR: '1' })).toContain(`${colour}31m`)
  expect(stderr({ FORCE_COLOR: '1', NO_COLOR: '1' })).not.toContain(colour)
  expect(stderr({ FORCE_COLOR: '1' }, '--no-color')).not.toContain(colour)
  expect(stderr({ FORCE_COLOR: '0' })).not.toContain(colour)
})

test('the whole table has every row, and a story only those that it uses, in 80 columns', () => {
  const all = pipegen(folder, ['targets'])
  expect(all).toMatchObject({ code: 0, stderr: '' })
  expect(
    all.stdout
      .trimEnd()
      .split('\n')
      .filter((line) => /^[a-z]/.test(line))
      .map((line) => line.split(' ')[0]),
  ).toEqual(featureIds)
  for (const line of all.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  const { stdout } = pipegen(folder, ['targets', 'ci.story.ts'])
  expect(stdout).toContain('shop (ci.story.ts)')
  expect(stdout).toMatch(/^step\.run +\w/m)
  expect(stdout).not.toMatch(/^job\.matrix /m)
})

test('the table of a story is JSON too', () => {
  const { stories } = JSON.parse(
    pipegen(folder, ['targets', 'ci.story.ts', '--format', 'json', '--to', 'github']).stdout,
  )
  expect(stories).toMatchObject([{ name: 'shop', source: 'ci.story.ts' }])
  expect(stories[0].rows.find((row: { readonly feature: string }) => row.feature === 'step.run').vendors).toEqual({
    github: expect.objectContaining({ level: 'native', uses: ["job 'unit'"] }),
  })
  const { rows } = JSON.parse(pipegen(folder, ['targets', '--format', 'json']).stdout)
  expect(rows.map((row: { readonly feature: string }) => row.feature)).toEqual(featureIds)
})

test.each(Object.keys(rules))('explain %s', (code) => {
  const { code: exit, stdout } = pipegen(folder, ['explain', code])
  expect(exit).toBe(0)
  expect(stdout).toMatch(new RegExp(`^${code} \\((?:error|warning|note)\\)\\n {2}\\S`))
  expect(stdout.split('The smallest story')[0]).not.toMatch(/undefined|\[object|=>/)
})

test('explain tells of a feature on each vendor', () => {
  const { code, stdout } = pipegen(folder, ['explain', 'job.matrix.exclude'])
  expect(code).toBe(0)
  for (const vendor of Object.values(vendors))
    expect(stdout.split(`\n${vendor.title}: `)[1]).toMatch(/^(?:native|lowered|setup|degraded|refused)/)
})
