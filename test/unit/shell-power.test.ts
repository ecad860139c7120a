import { expect, test } from 'vitest'
import { type Insert, weave } from '../../dsl/script.ts'

const ref: Insert = { variable: 'REF' }
const text = (literal: string): Insert => ({ literal })

function chunks(raw: readonly string[], inserts: readonly Insert[] = [ref]) {
  const { text, troubles } = weave(raw, inserts, 'pwsh')
  return { text, troubles: troubles.map(({ index, trouble }) => `${index} ${trouble}`) }
}

function pwsh({ raw }: TemplateStringsArray, ...inserts: readonly Insert[]) {
  return chunks(raw, inserts)
}

// PowerShell itself is not run here: the rows follow its documentation.
// https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules
test.each([
  ['an argument', pwsh`docker push ${ref}`, 'docker push "$env:REF"'],
  ['an assignment', pwsh`$x=${ref}; $y = ${ref}`, '$x="$env:REF"; $y = "$env:REF"'],
  ['parentheses', pwsh`f (${ref}) @(${ref}, 1)`, 'f ("$env:REF") @("$env:REF", 1)'],
  ['a cast', pwsh`f ([int]${ref})`, 'f ([int]"$env:REF")'],
  ['a table', pwsh`$t = @{a=${ref}}`, '$t = @{a="$env:REF"}'],
  ['double quotes', pwsh`f "a ${ref}b ""x"" ${ref}"`, 'f "a ${env:REF}b ""x"" ${env:REF}"'],
  ['a subexpression in them', pwsh`"a $(f ${ref} ')') ${ref}"`, '"a $(f "$env:REF" \')\') ${env:REF}"'],
  ['typographic quotes', pwsh`f “a ${ref}” ${ref}`, 'f “a ${env:REF}” "$env:REF"'],
  [
    'a here-string',
    pwsh`$x = @"
" ${ref} "
"@; f ${ref}`,
    '$x = @"\n" ${env:REF} "\n"@; f "$env:REF"',
  ],
  [
    'a name before it',
    pwsh`"$foo${ref} $foo:${ref} $foo${text('bar')}"`,
    '"$foo${env:REF} ${foo}:${env:REF} ${foo}bar"',
  ],
  ['a drive before it', pwsh`"$env:X${text('y')} $env:X"`, '"${env:X}y $env:X"'],
  [
    'a comment',
    pwsh`f # it's ${ref}
f ${ref} <# ' ${ref} #> ${ref}`,
    'f # it\'s REF\nf "$env:REF" <# \' REF #> "$env:REF"',
  ],
  [
    'texts as arguments',
    pwsh`f ${text('a b')} ${text("it's")} ${text('it’s')} ${text('')}`,
    "f 'a b' 'it''s' 'it’’s' ''",
  ],
  ['plain texts', pwsh`f ${text('main')} ${text('5')} v${text('1.0')}`, "f 'main' 5 v1.0"],
  ['texts in double quotes', pwsh`"${text('a "b" $c `d ”')}"`, '"a `"b`" `$c ``d `”"'],
  ['texts in single quotes', pwsh`'a ${text("it's ’")}'`, "'a it''s ’’'"],
  ['a text as the command', pwsh`${text('git')} push; ${text('git')} tag`, 'git push; git tag'],
  ['an argument of an inner shell', pwsh`bash -c 'echo "$1"' _ ${ref}`, 'bash -c \'echo "$1"\' _ "$env:REF"'],
  ['a comment with a line break', pwsh`# ${text('a\nrm x')}`, '# a rm x'],
])('PowerShell: %s', (_, woven, expected) => expect(woven).toEqual({ text: expected, troubles: [] }))

test.each([
  [
    'text that touches a reference',
    pwsh`f a${ref} ${ref}.txt ${ref}${ref} -x:${ref}`,
    ['0 adjoining', '1 adjoining', '2 adjoining', '3 adjoining', '4 adjoining'],
  ],
  ['text that touches a text with blanks', pwsh`f a${text('b c')}`, ['0 adjoining']],
  ['single quotes', pwsh`f 'a ${ref}' ${ref}`, ['0 single-quoted']],
  [
    'a single-quoted here-string',
    pwsh`f @'
${ref} ${text("\n'@; rm x")}
'@`,
    ['0 single-quoted-heredoc', '1 heredoc-delimiter'],
  ],
  ['code for PowerShell', pwsh`iex "f ${ref}"; Invoke-Expression ${ref}; f ${ref}`, ['0 re-parsed', '1 re-parsed']],
  [
    'code for another shell',
    pwsh`bash -c "f ${ref}"; cmd /c "f ${ref}"; pwsh -Command "f ${ref}"`,
    ['0 re-parsed', '1 re-parsed', '2 re-parsed'],
  ],
  ['a script block from text', pwsh`[scriptblock]::Create("f ${ref}")`, ['0 re-parsed']],
  ['code for another language', pwsh`python -c "print('${ref}')"`, ['0 program-text']],
  ['a dollar sign before it', pwsh`"$${ref}"`, ['0 after-dollar']],
  ['behind a backtick', chunks(['f `', '']), ['0 after-backslash', '0 adjoining']],
  ['in the name of a variable', chunks(['f ${a', '}']), ['0 parameter-name']],
  ['behind --%', pwsh`cmd --% a ${ref} | f ${ref}`, ['0 stop-parsing']],
  ['an open quote', pwsh`f ${ref} "a ${ref}`, ['1 unterminated']],
  ['a NUL', pwsh`f ${text('\0')}`, ['0 unwritable']],
])('trouble in PowerShell: %s', (_, woven, troubles) => expect(woven.troubles).toEqual(troubles))
