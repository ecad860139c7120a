import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { type Insert, rawText, type Shell, troubles, weave } from '../../dsl/script.ts'

const ref: Insert = { variable: 'REF' }
const text = (literal: string): Insert => ({ literal })

function found(chunks: readonly string[], inserts: readonly Insert[], shell: Shell = 'bash'): readonly string[] {
  return weave(chunks, inserts, shell).troubles.map(({ index, trouble }) => `${index} ${trouble}`)
}

function bash(strings: TemplateStringsArray, ...inserts: readonly Insert[]): readonly string[] {
  return found(rawText(strings), inserts)
}

test.each([
  [
    'marked',
    bash`echo $((${ref})) $[${ref}] \${a[${ref}]} \${x:${ref}}; ((x = ${ref})); a[${ref}]=1`,
    [0, 1, 2, 3, 4, 5],
  ],
  [
    'hidden',
    bash`let x=${ref}; declare -i y=${ref}; [[ ${ref} -eq 1 && "$x" -lt "${ref}" && ${ref} == 1 ]]`,
    [0, 1, 2, 3],
  ],
  ['of a text', bash`echo $((1 + ${text('a[$(f)]')}))`, [0]],
])('trouble in bash: arithmetic, %s', (_, found, indices) =>
  expect(found).toEqual(indices.map((index) => `${index} arithmetic`)),
)

test.each([
  ['eval', bash`eval "f ${ref}"; eval ${ref}; command eval 'f ${ref}'; f ${ref}`, [0, 1, 2]],
  ['a shell', bash`bash -c "f ${ref}" x; sudo -u a sh -euc 'f ${ref}'; docker run b /bin/sh -c ${ref}`, [0, 1, 2]],
  ['a shell behind xargs', bash`xargs -I{} sh -c "f ${ref}" <x`, [0]],
  ['a shell with options', bash`bash -o pipefail -ec "f ${ref}"; bash -e -o pipefail ${ref}`, [0]],
  ['a command in double quotes inside', bash`bash -c "f $(g ${ref}) ${ref}"`, [1]],
  ['ssh', bash`ssh -p 22 host "f ${ref}"; ssh -i ${ref} ${ref} f ${ref}`, [0, 3]],
  ['another user', bash`su -c "f ${ref}" a; su a --command="f ${ref}"`, [0, 1]],
  ['trap and alias', bash`trap "f ${ref}" EXIT; alias x="f ${ref}"`, [0, 1]],
  ['a here-string', bash`bash <<<"f ${ref}"; cat <<<${ref}`, [0]],
  [
    'a here-document',
    bash`bash -s x <<EOF
f ${ref}
EOF
cat <<EOF | ssh host bash
f ${ref}
EOF
bash run.sh <<EOF
${ref}
EOF`,
    [0, 1],
  ],
  ['a pipe', bash`echo "f ${ref}" | sh; f ${ref} | sh; echo ${ref} | bash run.sh; printf %s ${ref} | ssh host`, [0, 3]],
  ['texts', bash`bash -c "f ${text('a b')} ${text('b')}"`, [0]],
])('trouble in bash: a shell parses again, %s', (_, found, indices) =>
  expect(found).toEqual(indices.map((index) => `${index} re-parsed`)),
)

test.each([
  [
    'sed',
    bash`sed -i "s/a/${ref}/" f; sed -e s/a/${ref}/ ${ref}; sed -e"s/${ref}/"; sed --expression=s/${ref}/`,
    [0, 1, 3, 4],
  ],
  ['awk and jq', bash`awk "{ print \"${ref}\" }" ${ref}; jq -r ".x = \"${ref}\"" ${ref}`, [0, 2]],
  ['languages', bash`python3 -c "f('${ref}')" ${ref}; node -e "${ref}"; perl -pe 's/a/${ref}/' f`, [0, 2, 3]],
  [
    'databases',
    bash`psql -d ${ref} -c "select '${ref}'"; mysql <<EOF
select '${ref}'
EOF`,
    [1, 2],
  ],
])('trouble in bash: a program parses, %s', (_, found, indices) =>
  expect(found).toEqual(indices.map((index) => `${index} program-text`)),
)

test.each([
  [
    'names that are set',
    bash`export ${ref}; read ${ref}; read -p ${ref} x; export X=${ref}`,
    ['0 variable-name', '1 variable-name'],
  ],
  [
    'names that are used',
    bash`unset x ${ref}; printf -v ${ref} x; [ -v ${ref} ]`,
    [0, 1, 2].map((at) => `${at} variable-name`),
  ],
  ['names in braces', bash`echo \${${ref}} "\${x${ref}}" ${ref}`, ['0 parameter-name', '1 parameter-name']],
  ['a dollar sign', bash`f $${ref} "$${ref}" \$${ref} '$${ref}'`, ['0 after-dollar', '1 after-dollar']],
  [
    'a dollar sign on the line before',
    bash`f "$\
${ref}"`,
    ['0 after-dollar'],
  ],
  ['a backslash', found(['f \\', ' "\\', '"'], [ref, ref]), ['0 after-backslash', '1 after-backslash']],
  ['backticks', bash`f \`g "\$x" ${ref}\` \`g ${text("it's")}\` ${ref}`, ['0 backtick-escape', '1 backtick-escape']],
  [
    'quoted here-documents',
    bash`cat <<'A' <<\B <<"C"
${ref}
A
${ref}
B
${ref} ${text('x')}
C
f ${ref}`,
    [0, 1, 2].map((at) => `${at} single-quoted-heredoc`),
  ],
  ['a delimiter', bash`cat <<${ref}; cat << ${ref}`, ['0 heredoc-delimiter', '1 heredoc-delimiter']],
  [
    'a text with the delimiter',
    bash`cat <<A
${text('x\nA\nrm x')}
A
cat <<A
${text('A')}
A`,
    ['0 heredoc-delimiter', '1 heredoc-delimiter'],
  ],
  [
    'tabs',
    bash`cat <<-A
	${text('\tx')}${text('\n\ty')} ${text('\t')}
	A`,
    ['0 heredoc-tabs', '1 heredoc-tabs'],
  ],
  [
    'quotes in quotes',
    bash`f "\${x:-${text("it's")}}" "\${x:-'${text('}')}'}"`,
    ['0 nested-quotes', '1 nested-quotes'],
  ],
  ['an open quote', bash`f ${ref} "a ${ref}; g ${ref}`, ['1 unterminated', '2 unterminated']],
  [
    'an open here-document',
    bash`cat <<A
${ref}
 A`,
    ['0 unterminated'],
  ],
  [
    'an escaped newline in a here-document',
    bash`cat <<A
$(f ${text('a\\\nb')})
A`,
    ['0 nested-quotes'],
  ],
  [
    'characters that no script holds',
    bash`f ${text('\0')} ${text('\ud83d')} ${text('🙂')}`,
    ['0 unwritable', '1 unwritable'],
  ],
])('trouble in bash: %s', (_, found, expected) => expect(found).toEqual(expected))

const present = spawnSync('bash', ['-c', 'exit 0']).status === 0
test.skipIf(!present)('bash does run a value there, though it is quoted (skipped where bash is absent)', () => {
  const places = [
    'x=$((',
    '))',
    'x=$[',
    ']',
    '((x = ',
    '))',
    'x=${a[',
    ']}',
    'x=${PATH:',
    '}',
    'a[',
    ']=1',
    'let x=',
    '',
  ]
    .concat(
      'declare -i x=',
      '',
      '[[ ',
      ' -eq 1 ]]',
      '[[ 1 -lt ',
      ' ]]',
      '[ -v ',
      ' ]',
      '[[ -v ',
      ' ]]',
      'printf -v ',
      ' x',
    )
    .concat('read ', ' <<<x', 'declare ', '=1', 'eval ', '', 'bash -c ', '', 'bash <<<', '', 'trap ', ' EXIT')
  for (let at = 0; at < places.length; at += 2) {
    const chunks = places.slice(at, at + 2)
    const woven = weave(chunks, [{ variable: 'REF' }], 'bash')
    const code = /^(?:eval|bash|trap)/.test(chunks[0] ?? '') ? 'echo ran >&2' : 'a[$(echo ran >&2)]'
    const { stderr } = spawnSync('bash', ['-c', woven.text], {
      env: { PATH: process.env.PATH, REF: code },
      encoding: 'utf8',
    })
    expect({ script: woven.text, stderr }).toEqual({ script: woven.text, stderr: expect.stringMatching(/^ran$/m) })
    expect(woven.troubles.map(({ trouble }) => trouble)).toEqual([
      expect.stringMatching(/^(?:arithmetic|re-parsed|variable-name)$/),
    ])
  }
})

test('sh may end a dollar quote elsewhere than bash', () => {
  expect(found(["f $'a\\'b' ", ''], [ref], 'sh')).toEqual(['0 ansi-quote'])
  expect(found(["f $'a\\'b' ", ''], [ref], 'bash')).toEqual([])
})

test('dash loses a byte of a line that begins like the delimiter', () => {
  const chunks = ['cat <<END\n', '\nEND\n']
  expect(found(chunks, [text('Eé')], 'sh')).toEqual(['0 heredoc-delimiter'])
  expect(found(chunks, [text('éE')], 'sh')).toEqual([])
  expect(found(chunks, [text('Eé')], 'bash')).toEqual([])
})

test('every trouble says what is wrong', () => {
  for (const help of Object.values(troubles)) expect(help).toMatch(/^.{40,}$/)
})
