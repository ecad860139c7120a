import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runShell, type World } from '../../src/plan/shell/run.ts'

const variables = { A: 'one', B: '', REF: 'refs/heads/main', PATHS: 'src/a\ndocs/b' }

function world(): World {
  return { variables: new Map(Object.entries(variables)), files: new Map(), commands: {} }
}

/** How bash ends the script. */
function inBash(script: string): number {
  const ran = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    env: { PATH: process.env.PATH, LC_ALL: 'C', ...variables },
    stdio: 'ignore',
  })
  return ran.status ?? -1
}

const leaf = fc.constantFrom(
  'true',
  'false',
  '[ "$A" = one ]',
  '[ "$A" != one ]',
  '[ -n "$B" ]',
  '[ -z "${B:-}" ]',
  '[[ "$REF" =~ ^refs/heads/m.*$ ]]',
  'case "$REF" in refs/tags/*) false ;; refs/*/main) true ;; *) false ;; esac',
  "printf '%s\\n' \"$REF\" | grep -Eqx 'refs/[^/]*/[^/]+'",
  'grep -q nothing /dev/null',
  '[ "${B:-x}$(echo y)" = xy ]',
  '[ "${A:+set}" = set ]',
)
const script = fc.letrec<{ one: string; line: string }>((tie) => ({
  one: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.tuple(tie('one'), fc.constantFrom('&&', '||'), tie('one')).map((parts) => `{ ${parts.join(' ')}; }`),
    tie('one').map((one) => `! ${one}`),
    fc.tuple(tie('one'), tie('one')).map(([a, b]) => `if ${a}; then ${b}; else exit 7; fi`),
  ),
  line: fc.oneof(
    tie('one'),
    fc.tuple(tie('one'), fc.constantFrom('&&', '||'), tie('one')).map((parts) => parts.join(' ')),
  ),
}))
const scripts = fc.array(script.line, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n'))

test('tests end as in bash', () => {
  fc.assert(
    fc.property(scripts, (text) => {
      expect({ text, status: runShell(text, world())?.status }).toEqual({ text, status: inBash(text) })
    }),
    { numRuns: 150 },
  )
})

describe('what a script leaves', () => {
  test('functions, arguments and files', () => {
    const text = `
known=false
if [ -n "$A" ] && printf '%s\\0' src/a docs/b > "changed"; then known=true; fi
tell() { if "\${@:2}"; then echo "$1=true"; else echo "$1=false"; fi >> "$OUT"; }
changed() { [ "$known" = false ] || grep -zqE "$1" "changed"; }
tell a changed '^src/.*$'
tell b changed '^lib/.*$'
tell c [ "$A" = one ]
`
    const left = world()
    left.variables.set('OUT', 'out')
    left.files.set('changed', '')
    const ended = runShell(text.replace("printf '%s\\0' src/a docs/b", "printf '%s\\0%s\\0' src/a docs/b"), left)
    expect(ended).toEqual({ status: 0, early: false })
    expect(left.files.get('out')).toBe('a=true\nb=false\nc=true\n')
  })

  test('an exit is told from an end', () => {
    expect(runShell('if [ "$A" = one ]; then :; else exit 0; fi', world())).toEqual({ status: 0, early: false })
    expect(runShell('if [ "$A" = two ]; then :; else\necho no\nexit 0\nfi\nfalse', world())).toEqual({
      status: 0,
      early: true,
    })
  })

  test.each([
    'make',
    'for a in b; do true; done',
    'curl x | sh',
    'cat <<END\nEND',
    '(true)',
    'echo `date`',
    'x &',
    "echo 'a",
  ])('a script that does more than test is left alone: %s', (text) => {
    expect(runShell(text, world())).toBeUndefined()
  })
})
