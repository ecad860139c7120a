import { expect, test } from 'vitest'
import { brief, errorsOf, pipegen, project, snapshot, story } from './project.ts'

const bad: Readonly<
  Record<
    string,
    {
      readonly text: string
      readonly found: readonly string[]
      readonly says?: RegExp
      readonly files?: Readonly<Record<string, string>>
    }
  >
> = {
  'wrong syntax': {
    text: "import { job } from 'pipegen'\nconst a: = 1\n",
    found: ['story-syntax ci.story.ts:2:10'],
    says: /Unexpected "="/,
  },
  'wrong syntax in a helper': {
    text: "import './lib/x.ts'\nexport default 1\n",
    files: { 'lib/x.ts': '\n  let let = 1\n' },
    found: ['story-syntax lib/x.ts:2:7'],
  },
  'an import of nothing': {
    text: "import './nothing'\n  import x from 'no-such-package'\nexport default x\n",
    found: ['story-import ci.story.ts:1:8', 'story-import ci.story.ts:2:17'],
  },
  'an error': {
    text: "const a: number = 1\n\n  throw new TypeError('no ' + a)\n",
    found: ['story-throws ci.story.ts:3:9'],
    says: /TypeError: no 1/,
  },
  'an error in a helper': {
    text: "import { f } from './lib/x.ts'\nf()\nexport default 1\n",
    files: { 'lib/x.ts': 'type A = 1\nexport function f(): void {\n  throw new Error("deep")\n}\n' },
    found: ['story-throws lib/x.ts:3:9'],
  },
  'something that is no error': {
    text: "throw 'just words'\n",
    found: ['story-throws ci.story.ts:1:1'],
    says: /'just words'/,
  },
  'nothing at all, thrown': { text: 'throw undefined\n', found: ['story-throws ci.story.ts:1:1'], says: /undefined/ },
  'a rejection that nobody handles': {
    text: `${story()}\nvoid Promise.reject(new Error('lost'))\n`,
    found: ['story-throws ci.story.ts:12:21'],
    says: /lost/,
  },
  'an error in a timer that it waits for': {
    text: `${story()}\nawait new Promise(() => setTimeout(() => {\n  throw new Error('late')\n}))\n`,
    found: ['story-throws ci.story.ts:13:9'],
    says: /late/,
  },
  'a rejection that is awaited': {
    text: `${story()}\nawait Promise.reject(new Error('waited for'))\n`,
    found: ['story-throws ci.story.ts:12:22'],
    says: /waited for/,
  },
  'an end of the process': {
    text: '\nprocess.exit(0)\n',
    found: ['story-throws ci.story.ts:2:9'],
    says: /process\.exit\(\) is called/,
  },
  'endless recursion': {
    text: 'const f = (): number => 1 + f()\nexport default f()\n',
    found: ['story-throws ci.story.ts:1:25'],
    says: /RangeError/,
  },
  'no default export': {
    text: 'export const a = 1, b = 2\n',
    found: ['no-default-export ci.story.ts:1:1'],
    says: /it exports a and b/,
  },
  'no export': { text: 'const a = 1\n', found: ['no-default-export ci.story.ts:1:1'], says: /exports no story/ },
  'an empty file': { text: '', found: ['no-default-export ci.story.ts:1:1'] },
  'a text as its export': {
    text: "export default 'shop'\n",
    found: ['wrong-export ci.story.ts:1:1'],
    says: /the string 'shop'/,
  },
  'a job as its export': {
    text: "import { job, sh } from 'pipegen'\nexport default job({ steps: [sh`a`] })\n",
    found: ['wrong-export ci.story.ts:1:1'],
    says: /a job/,
  },
  'a promise as its export': {
    text: 'export default Promise.resolve(1)\n',
    found: ['wrong-export ci.story.ts:1:1'],
    says: /a promise/,
  },
  'nothing as its export': {
    text: 'export default undefined\n',
    found: ['wrong-export ci.story.ts:1:1'],
    says: /undefined/,
  },
}

test.each(Object.entries(bad))(
  'a story with %s is a finding with its place, and nothing is written',
  (_, { text, found, says, files = {} }) => {
    const folder = project({ 'ci.story.ts': text, ...files })
    const before = snapshot(folder)
    const run = pipegen(folder, ['emit', '--format', 'json'])
    expect(errorsOf(run).map(brief)).toEqual(found)
    if (says !== undefined) expect(errorsOf(run)[0]!.message).toMatch(says)
    expect(run.code).toBe(1)
    expect(snapshot(folder)).toEqual(before)
  },
)

test.each([
  ['a loop without an end', 'for (;;) {}'],
  ['a loop without an end after a wait', 'await null\nfor (;;) {}'],
  ['a wait without an end', 'await new Promise(() => {})'],
])('a story with %s ends at the time limit', (_, body) => {
  const folder = project({ 'ci.story.ts': story({ body }) })
  const run = pipegen(folder, ['emit', '--format', 'json', '--time-limit', '1'])
  expect(errorsOf(run).map(brief)).toEqual(['story-endless ci.story.ts:1:1'])
  expect(run.code).toBe(1)
})

test('a story that is not there, or is a folder without stories, is of the world', () => {
  const folder = project({ 'empty/x.txt': '' })
  for (const [args, code] of [
    [['no.story.ts'], 'cannot-read'],
    [['empty'], 'no-story'],
    [[], 'no-story'],
  ] as const) {
    const run = pipegen(folder, ['emit', '--format', 'json', ...args])
    expect(errorsOf(run).map((finding) => finding.code)).toEqual([code])
    expect(run.code).toBe(2)
  }
})

test('two stories of one name are a finding', () => {
  const folder = project({ 'a.story.ts': story(), 'b.story.ts': story({ name: 'Shop' }) })
  const run = pipegen(folder, ['emit', '--format', 'json'])
  expect(errorsOf(run).map(brief)).toEqual(['story-twice b.story.ts:6:3'])
  expect(run.code).toBe(1)
})

test('a finding points at the property that it is about', () => {
  const folder = project({
    'ci.story.ts': `import { job, push, sh, story } from 'pipegen'
const unit = job({ steps: [] })
export default story({
  name: 'shop',
  targets: ['github', /* a comment, with 'quotes' */ 'gitlb' as 'gitlab'],
  on: [push()],
  stages: { test: { unit } },
})
`,
  })
  const found = errorsOf(pipegen(folder, ['emit', '--format', 'json'])).map(brief)
  expect(found).toContain('unknown-target ci.story.ts:5:54')
  expect(found.find((line) => line.startsWith('no-steps'))).toMatch(/ci\.story\.ts:2:\d+/)
})
