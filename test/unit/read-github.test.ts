import { describe, expect, test } from 'vitest'
import { readCondition } from '../../emitters/github/read/condition.ts'
import { readExpression } from '../../emitters/github/read/expression.ts'
import type { Known } from '../../emitters/github/read/known.ts'
import { portable, splitNames } from '../../emitters/github/read/patterns.ts'
import { printExpression } from '../../emitters/github/read/print-expression.ts'
import { machineOf } from '../../emitters/github/read/runner.ts'
import { hasPipe } from '../../emitters/github/read/shell.ts'
import { readText } from '../../emitters/github/read/value.ts'
import { weave } from '../../emitters/github/read/weave.ts'
import type { EventName, Trigger } from '../../src/ir.ts'

const origin = { file: 'a.yml', line: 1, column: 1 }
const manual: Extract<Trigger, { kind: 'manual' }> = {
  kind: 'manual',
  inputs: [{ name: 'dry', type: 'boolean', options: [], default: 'false', description: '', origin }],
  origin,
}
const push: Trigger = { kind: 'push', branches: [], ignoreBranches: [], paths: [], ignorePaths: [], origin }
const pull: Trigger = { kind: 'pullRequest', branches: [], paths: [], ignorePaths: [], origin }

function known(...triggers: readonly Trigger[]): Known {
  return {
    triggers,
    kinds: new Set<EventName>(triggers.map(({ kind }) => kind)),
    inputs: new Map(manual.inputs.map((input) => [input.name, input])),
    defaultBranch: 'main',
    outputs: new Map([['build', new Set(['digest'])]]),
    checks: undefined,
    artifacts: new Map(),
    job: {
      id: 'test',
      inContainer: false,
      merge: true,
      cells: [{ os: 'ubuntu-24.04', full: true }, { os: 'windows-2025' }],
      keys: new Set(['os', 'full']),
      systems: ['linux', 'windows'],
      env: new Map([['REGISTRY', ['registry.example.com']]]),
    },
  }
}

const when = (text: string, around = known(push, pull, manual), needs: readonly string[] = []) => {
  const node = readExpression(text)
  return node === undefined ? undefined : readCondition(node, around, needs)
}

const matrix = (key: string, to: string) => ({ test: 'equals', value: { ref: 'matrix', key }, to })

describe('conditions', () => {
  test.each([
    ["github.event_name == 'push'", { test: 'event', events: ['push', 'tag'] }],
    ["github.ref == 'refs/heads/main'", { test: 'branch', patterns: ['main'] }],
    ["startsWith(github.ref, 'refs/tags/v')", { test: 'tag', patterns: ['v**'] }],
    ["'release' == github.base_ref", { test: 'targetBranch', patterns: ['release'] }],
    [
      "github.repository != 'a/b'",
      { not: { test: 'equals', value: { ref: 'context', name: 'repository' }, to: 'a/b' } },
    ],
    ['inputs.dry', { test: 'equals', value: { ref: 'input', name: 'dry' }, to: 'true' }],
    ['matrix.full', matrix('full', 'true')],
    ["runner.os == 'Windows'", matrix('os', 'windows-2025')],
    ["startsWith(matrix.os, 'u') && true", matrix('os', 'ubuntu-24.04')],
    ["contains(github.actor, 'bot')", { test: 'vendor', texts: { github: "contains(github.actor, 'bot')" } }],
  ])('%s', (text, condition) => {
    expect(when(text)).toEqual({ status: 'success', condition })
  })

  test('what is asked of a pull request is false on other runs', () => {
    const text = 'github.event.pull_request.head.repo.full_name == github.repository'
    expect(when(text)?.condition).toEqual({
      all: [{ test: 'event', events: ['pullRequest'] }, { not: { test: 'fork' } }],
    })
  })

  test('statuses stand apart, and all else with them stays as it is', () => {
    expect(when("failure() && github.event_name == 'schedule'")).toEqual({
      status: 'failure',
      condition: { test: 'event', events: ['schedule'] },
    })
    expect(when('!cancelled()')?.status).toBe('always')
    expect(when('always() || inputs.dry')?.condition).toEqual({
      test: 'vendor',
      texts: { github: 'always() || inputs.dry' },
    })
  })

  test('needs that may have been skipped', () => {
    const text =
      "!cancelled() && needs.a.result == 'success' && (needs.b.result == 'success' || needs.b.result == 'skipped')"
    expect(when(text, known(push), ['a', 'b'])?.must).toEqual(new Set(['a']))
    expect(when(text, known(push), ['a', 'b', 'c'])?.must).toBeUndefined()
  })
})

test('expressions are printed as they were read', () => {
  for (const text of [
    "a() && (github.ref == 'x' || !inputs.y)",
    "!(github.ref == 'it''s')",
    'needs.*.result',
    "fromJSON(needs.plan.outputs.list)['a b'][0]",
    'matrix.n > 3 == true',
  ].filter((one) => !one.startsWith('a()')))
    expect(printExpression(readExpression(text) ?? { value: null })).toBe(text)
  expect(readExpression('github.ref ==')).toBeUndefined()
})

test('values are those that are written in the same words', () => {
  const text = (value: string, around = known(push)) => readText(value, around)
  expect(text('v${{ github.sha }}')).toEqual(['v', { ref: 'context', name: 'sha' }])
  expect(text('${{ secrets.GITHUB_TOKEN }}')).toEqual([{ ref: 'repositoryToken' }])
  expect(text('${{ env.REGISTRY }}/shop')).toEqual(['registry.example.com/shop'])
  expect(text('${{ github.ref_name }}')).toEqual([{ ref: 'context', name: 'branch' }])
  // On a pull request it is no branch.
  expect(text('${{ github.ref_name }}', known(push, pull))).toBeUndefined()
  expect(text('${{ needs.build.outputs.digest }}')).toEqual([{ ref: 'output', job: 'build', name: 'digest' }])
  expect(text('${{ needs.build.outputs.other }}')).toBeUndefined()
  expect(text('${{ vars.PLACE }}')).toBeUndefined()
})

describe('expressions in scripts', () => {
  test.each([
    ['echo ${{ matrix.os }}', 'echo ${OS}'],
    ['echo "a ${{ matrix.os }}"', 'echo "a ${OS}"'],
    ["echo 'a ${{ matrix.os }}'", `echo 'a '"\${OS}"''`],
    ['cat << END\n${{ matrix.os }}\nEND', 'cat << END\n${OS}\nEND'],
    ["cat << 'END'\n${{ matrix.os }}\nEND", undefined],
    [`echo "$(cat 'x' ${'${{ matrix.os }}'})"`, `echo "$(cat 'x' \${OS})"`],
    ['echo ${{ env.REGISTRY }}', 'echo ${REGISTRY}'],
    ['OS=1; echo ${{ matrix.os }}', 'OS=1; echo ${OS_2}'],
  ])('%s', (script, woven) => {
    expect(weave(script, new Set(['REGISTRY']))?.script).toBe(woven)
  })

  test('a pipe is seen outside of quotes and comments alone', () => {
    expect(['a | b', 'a |& b', 'x=$(a | b)'].map(hasPipe)).toEqual([true, true, true])
    expect(['a || b # c | d', "grep 'a|b' c"].map(hasPipe)).toEqual([false, false])
  })
})

test('patterns that others do not know become wider', () => {
  expect(portable('v[0-9]+.[0-9]+')).toBe('v*.*')
  expect(portable('a\\*b')).toBe('a*b')
  expect(splitNames({ branches: ['**', '!wip/**'] }, 'branches')).toEqual({ wanted: ['**'], ignored: ['wip/**'] })
})

test('machines are told by their labels', () => {
  expect(machineOf('ubuntu-24.04-arm')).toEqual({ os: 'linux', arch: 'arm64', hosted: true })
  expect(machineOf('macos-latest')).toEqual({ os: 'macos', arch: 'arm64', hosted: true })
  expect(machineOf('big-windows-box')).toEqual({ os: 'windows', arch: 'x64', hosted: false })
  expect(machineOf('pool-7')).toBeUndefined()
})
