import { expect, test } from 'vitest'
import { type Insert, rawText, type Shell, weave } from '../../dsl/script.ts'

const ref: Insert = { variable: 'REF' }
const text = (literal: string): Insert => ({ literal })

function chunks(raw: readonly string[], inserts: readonly Insert[] = [ref], shell: Shell = 'bash') {
  const { text, troubles: found } = weave(raw, inserts, shell)
  return { text, troubles: found.map(({ index, trouble }) => `${index} ${trouble}`) }
}

function bash(strings: TemplateStringsArray, ...inserts: readonly Insert[]) {
  return chunks(rawText(strings), inserts)
}

test.each([
  ['an argument', bash`docker push ${ref}`, 'docker push "$REF"'],
  ['part of a word', bash`docker push shop:${ref}-arm ${ref}${ref}`, 'docker push shop:"$REF"-arm "$REF""$REF"'],
  ['an assignment', bash`X=${ref} Y=a${ref} env`, 'X="$REF" Y=a"$REF" env'],
  [
    'double quotes',
    bash`echo "${ref}" "a${ref}b" "${ref}_" "${ref} ${ref}${ref}."`,
    'echo "$REF" "a${REF}b" "${REF}_" "$REF ${REF}$REF."',
  ],
  [
    'single quotes',
    bash`echo '${ref}' 'a ${ref}' '${ref} b' '${ref}${ref}'`,
    `echo "$REF" 'a '"$REF" "$REF"' b' "$REF""$REF"`,
  ],
  ['dollar quotes', bash`echo $'${ref}' $'a\'${ref}\n'`, `echo "$REF" $'a\\''"$REF"$'\\n'`],
  ['a command in double quotes', bash`echo "$(f ${ref} "${ref}" ')') ${ref}"`, `echo "$(f "$REF" "$REF" ')') $REF"`],
  [
    'backticks',
    bash`echo \`f ${ref}\` "a \`f "${ref}" 'b' # it's ${ref}\` ${ref}"`,
    `echo \`f "$REF"\` "a \`f "$REF" 'b' # it's REF\` $REF"`,
  ],
  [
    'a case in a command',
    bash`x=$(case ${ref} in a|${ref}) f ${ref} ;; (b) g ;; esac) ${ref}`,
    'x=$(case "$REF" in a|"$REF") f "$REF" ;; (b) g ;; esac) "$REF"',
  ],
  [
    'a default value',
    bash`echo \${x:-${ref}} "\${x:-${ref} b \${#x} ${ref}}" \${x#${ref}} "\${x/${ref}/${text('{')}}"`,
    `echo \${x:-"$REF"} "\${x:-$REF b \${#x} $REF}" \${x#"$REF"} "\${x/"$REF"/""'{'""}"`,
  ],
  ['a here-string', bash`cat <<<${ref}`, 'cat <<<"$REF"'],
  [
    'an escaped quote, a length, a count',
    bash`echo \" \' "\"" $# ${text('x')} "\$" ${ref}`,
    `echo \\" \\' "\\"" $# x "\\$" "$REF"`,
  ],
  [
    'a joined line',
    bash`echo \
  ${ref} "${ref}\
b"`,
    'echo \\\n  "$REF" "${REF}\\\nb"',
  ],
  [
    'a comment',
    bash`f # it's "${ref} ${text('a\nb')}
f a#b' ${ref}'; # ${ref}`,
    `f # it's "REF a b\nf a#b' '"$REF"; # REF`,
  ],
  [
    'a pattern',
    bash`[[ $x == ${ref}* && $x =~ ^(a|${ref})$ && $x == @(a|${ref}) ]] || f ${ref}`,
    '[[ $x == "$REF"* && $x =~ ^(a|"$REF")$ && $x == @(a|"$REF") ]] || f "$REF"',
  ],
  ['an array', bash`a=(${ref} b "${ref}"); f ${ref}`, 'a=("$REF" b "$REF"); f "$REF"'],
  [
    'a here-document',
    bash`cat <<EOF | f ${ref}
it's "${ref}" ${text('$x `y` \\ "')} $(g ${ref})
EOF
h ${ref}`,
    'cat <<EOF | f "$REF"\nit\'s "$REF" \\$x \\`y\\` \\\\ " $(g "$REF")\nEOF\nh "$REF"',
  ],
  [
    'two here-documents',
    bash`f <<-A 3<<"B" ${ref}
	a ${ref}
	A
${text('$x')} ' "
B
f ${ref}`,
    'f <<-A 3<<"B" "$REF"\n\ta $REF\n\tA\n$x \' "\nB\nf "$REF"',
  ],
  ['a function', bash`f() { g ${ref}; }; (h ${ref})`, 'f() { g "$REF"; }; (h "$REF")'],
  [
    'parentheses that are not arithmetic',
    bash`((f '(') | g ${ref}); echo $((1 << 2)) ${ref}`,
    `((f '(') | g "$REF"); echo $((1 << 2)) "$REF"`,
  ],
  ['numbers in arithmetic', bash`((x = 1 - ${text('2')} - ${text('-3')})); f ${ref}`, '((x = 1 - 2 - (-3))); f "$REF"'],
  [
    'texts',
    bash`f ${text('main')} ${text('a b')} ${text("it's")} ${text('')} ${text('~')} ${text('-x=1,2')}`,
    "f main 'a b' 'it'\\''s' '' '~' -x=1,2",
  ],
  [
    'texts that would be syntax',
    bash`f ${text('2')}>x {a,${text('b,c')}}; ${text('X=1')} ${text('do')}`,
    "f '2'>x {a,'b,c'}; 'X=1' 'do'",
  ],
  ['texts in quotes', bash`f "${text('a"b\\c$d`e')}" '${text("it's")}'`, `f "a\\"b\\\\c\\$d\\\`e" 'it'\\''s'`],
  ['a text behind a name', bash`f $x${text('y')} "$x${text('y')} $x${text('-')}"`, 'f ${x}y "${x}y $x-"'],
  [
    'arguments of what reads code',
    bash`bash -c 'echo "$1"' _ ${ref}; bash -eu run.sh ${ref}; ssh ${ref} ls; sh x -c ${ref}`,
    `bash -c 'echo "$1"' _ "$REF"; bash -eu run.sh "$REF"; ssh "$REF" ls; sh x -c "$REF"`,
  ],
  [
    'arguments of filters',
    bash`jq --arg v ${ref} '.x = $v' ${ref}; awk -v x=${ref} '{ print x }' ${ref}; sed -f x ${ref}; apk add jq ${ref}`,
    `jq --arg v "$REF" '.x = $v' "$REF"; awk -v x="$REF" '{ print x }' "$REF"; sed -f x "$REF"; apk add jq "$REF"`,
  ],
  ['plain texts as code', bash`bash -c "echo ${text('main')}"`, 'bash -c "echo main"'],
])('weave: %s', (_, woven, expected) => expect(woven).toEqual({ text: expected, troubles: [] }))
