import { expect, test } from 'vitest'
import { dedent, rawText } from '../../dsl/script.ts'

const raw = (strings: TemplateStringsArray, ..._: readonly unknown[]) => rawText(strings)
const trimmed = (strings: TemplateStringsArray, ..._: readonly unknown[]) => dedent(rawText(strings))

test.each([
  [
    'a backslash stays',
    raw`a\nb \\ \t \x \u1 \$x \
c`,
    ['a\\nb \\\\ \\t \\x \\u1 \\$x \\\nc'],
  ],
  ['an escaped backtick is a backtick', raw`\`date\` \\\``, ['`date` \\`']],
  [
    'an escaped brace expansion is one',
    raw`\${HOME} \\\${x} $\{y} ${0} \$${1}`,
    ['${HOME} \\${x} $\\{y} ', ' \\$', ''],
  ],
])('the raw text of a template: %s', (_, chunks, expected) => expect(chunks).toEqual(expected))

test.each([
  ['one line stays', trimmed`  echo  ${0} `, ['  echo  ', ' ']],
  [
    'common indentation goes',
    trimmed`
    a
      b ${0}
    c
  `,
    ['a\n  b ', '\nc'],
  ],
  [
    'the least indented line counts, wherever it is',
    trimmed`
      a ${0}
    ${1}
      b`,
    ['  a ', '\n', '\n  b'],
  ],
  [
    'blank lines do not count, and keep nothing',
    trimmed`
    a

  ${'' /* a line of its own */}
    b`,
    ['  a\n\n', '\n  b'],
  ],
  [
    'only one blank line goes at each end',
    trimmed`

    a

    `,
    ['\na\n'],
  ],
  [
    'text on the first line stays',
    trimmed`a
      b
        c`,
    ['a\nb\n  c'],
  ],
  [
    'an insert that begins the first line',
    trimmed`${0}
    b`,
    ['', '\nb'],
  ],
  [
    'a typed newline is not a line',
    trimmed`
    printf 'a\n  b'
    c`,
    ["printf 'a\\n  b'\nc"],
  ],
])('dedent: %s', (_, chunks, expected) => expect(chunks).toEqual(expected))

test('dedent keeps tabs apart from spaces', () => {
  expect(dedent(['\n\t\tcat <<-EOF\n\t\t\ta\n\t\tEOF\n\t'])).toEqual(['cat <<-EOF\n\ta\nEOF'])
  expect(dedent(['\n\t  a\n\t\tb\n'])).toEqual(['  a\n\tb'])
  expect(dedent(['\n  a\n\tb\n'])).toEqual(['  a\n\tb'])
  expect(dedent(['\n    a\n \t \n    b\n'])).toEqual(['a\n\nb'])
})

test('dedent of nothing is nothing', () => {
  for (const nothing of ['', '\n', '  \n  ', '\n\n']) expect(dedent([nothing])).toEqual([''])
})
