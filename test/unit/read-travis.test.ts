import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { readCondition } from '../../emitters/travis/read/condition.ts'
import { type Phase, scriptOf } from '../../emitters/travis/read/script.ts'

/** What a script prints, and whether it fails, in the shell that steps run in. */
function runs(phases: readonly Phase[]): readonly [output: string, fails: boolean] {
  const { stdout, status } = spawnSync('bash', ['-eo', 'pipefail', '-c', scriptOf(phases, [])], { encoding: 'utf8' })
  return [stdout.trim().replaceAll(/\s+/g, ' '), status !== 0]
}

// https://docs.travis-ci.com/user/job-lifecycle/#breaking-the-build
test.each<readonly [string, readonly Phase[], string, boolean]>([
  ['of a script all lines run', [{ lines: ['false', 'echo a'], after: 'all' }], 'a', true],
  ['a line with a choice decides too', [{ lines: ['false || true', 'echo a'], after: 'all' }], 'a', false],
  ['of a line the last command decides', [{ lines: ['false; echo a', 'echo b'], after: 'all' }], 'a b', false],
  ['of lines in one the last decides', [{ lines: ['false\necho a'], after: 'all' }], 'a', false],
  ['the end of a pipe decides', [{ lines: ['false | echo a'], after: 'all' }], 'a', false],
  ['what was set stays', [{ lines: ['a=1', 'cd /', 'pwd; echo $a'], after: 'all' }], '/ 1', false],
  ['before, a failure ends it', [{ lines: ['false', 'echo a'], after: 'stop' }], '', true],
  ['also of a line in two', [{ lines: ['true && false', 'echo a'], after: 'stop' }], '', true],
  ['and not inside of a line', [{ lines: ['false; true', 'echo a'], after: 'stop' }], 'a', false],
  ['after it, nothing is decided', [{ lines: ['false', 'echo a'], after: 'free' }], 'a', false],
  [
    'phases share what is set',
    [
      { lines: ['export a=1'], after: 'stop' },
      { lines: ['false', 'echo $a'], after: 'all' },
    ],
    '1',
    true,
  ],
  [
    'a line is tried three times',
    [{ lines: ['n=0', 'f() { n=$((n + 1)); echo $n; [ $n = 3 ]; }', 'travis_retry f'], after: 'stop' }],
    '1 2 3',
    false,
  ],
])('%s', (_, phases, output, fails) => expect(runs(phases)).toEqual([output, fails]))

const known = { attributes: { os: 'linux' }, env: new Map([['MODE', 'full']]) }

test.each([
  ['branch = main', 'branch main or targetBranch main'],
  ['NOT tag IS present', 'not tag **'],
  ['tag IS blank AND os = linux', 'not tag **'],
  ['env(MODE) != full OR type = cron', 'event schedule'],
  ['type IN (push, api)', 'event push,tag or event manual,api'],
  ['tag =~ ^v', 'tag v**'],
  ['tag =~ /^(v|release-).*$/', 'tag v**,release-**'],
  ['branch !~ /^wip/', 'not (branch wip** or targetBranch wip** or tag wip**)'],
  ['head_branch = next', 'pullRequest.sourceBranch = next'],
  ['true', 'true'],
  ['branch !~ ^v[0-9]$', 'unsaid'],
  ['fork = false', 'unsaid'],
  ['branch = (main', 'unsaid'],
])('the condition %s', (text, wanted) => {
  const found = readCondition(text, known)
  expect('why' in found ? 'unsaid' : words(found.condition)).toBe(wanted)
})

function words(condition: ReturnType<typeof JSON.parse>): string {
  if ('not' in condition)
    return 'any' in condition.not ? `not (${words(condition.not)})` : `not ${words(condition.not)}`
  if ('all' in condition) return condition.all.map(words).join(' and ')
  if ('any' in condition) return condition.any.map(words).join(' or ')
  if (condition.test === 'equals') return `${condition.value.name} = ${condition.to}`
  const list = condition.patterns ?? condition.events
  return list === undefined ? condition.test : `${condition.test} ${list.join()}`
}
