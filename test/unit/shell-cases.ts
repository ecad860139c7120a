import fc from 'fast-check'
import {
  from,
  hole,
  inDouble,
  join2,
  many,
  plainLines,
  type Source,
  substitution,
  text,
  unjoined,
  value,
  word,
} from './shell-words.ts'

/** A piece of a program, and what it must print. */
export interface Case {
  readonly parts: Source['parts']
  readonly prints: readonly string[]
}

const shown =
  (open: string, close: string) =>
  (source: Source): Case => ({ parts: [open, ...source.parts, close], prints: [source.value] })
const heredoc =
  (open: string, close: string) =>
  (source: Source): Case => ({ parts: [open, ...source.parts, close], prints: [source.value + '\n'] })

/** Programs for every shell. */
export const portable: fc.Arbitrary<Case> = fc.oneof(
  word.map(shown("printf '%s\\0' ", '\n')),
  word.map(shown('X=', '\nprintf \'%s\\0\' "$X"\n')),
  word.map(shown('f() { printf \'%s\\0\' "$1"; }\nf ', '\n')),
  word.map(shown("if [ x = x ]; then printf '%s\\0' ", '; fi\n')),
  word.map(shown("case a in a) printf '%s\\0' ", ' ;; *) : ;; esac\n')),
  substitution.map(shown("printf '%s\\0' \"", '"\n')),
  inDouble.filter(plainLines).map(heredoc('cat <<EOF\n', "\nEOF\nprintf '\\0'\n")),
  inDouble
    .filter(plainLines)
    .filter(unjoined)
    .map(heredoc('cat <<-"A" <<- EOF | cat\nA\n\t', "\n\tEOF\nprintf '\\0'\n")),
  value.map((one) =>
    heredoc("cat <<'EOF'\n", "\nEOF\nprintf '\\0'\n")({ parts: [{ value: one, as: 'literal' }], value: one }),
  ),
  fc.tuple(word, word).map(([a, b]) => ({
    parts: ['for w in x', ...a.parts, ' x', ...b.parts, '; do printf \'%s\\0\' "$w"; done\n'],
    prints: ['x' + a.value, 'x' + b.value],
  })),
  hole.map(({ parts }) => ({
    parts: ['case ', ...parts, ' in ', ...parts, ") printf 'same\\0' ;; *) printf 'other\\0' ;; esac\n"],
    prints: ['same'],
  })),
  hole.map(({ parts }) => ({
    parts: ['X="', ...parts, 'tail"\nprintf \'%s\\0\' "${X#', ...parts, '}" ${X#', ...parts, '}\n'],
    prints: ['tail', 'tail'],
  })),
  hole.map(({ parts }) => ({ parts: [': # it\'s `"$( ', ...parts, '\n', "printf 'on\\0'\n"], prints: ['on'] })),
)

/** Programs for bash. */
export const bashOnly: fc.Arbitrary<Case> = fc.oneof(
  many(fc.oneof(hole, from('a b', ["\\'", "'"], ['\\n', '\n'], '"', '$x'))).map(shown("printf '%s\\0' $'", "'\n")),
  word.map((source) => join2([text('x'), source])).map(heredoc('cat <<<', "; printf '\\0'\n")),
  hole.map(({ parts }) => ({
    parts: ['[[ ', ...parts, ' == ', ...parts, ' && ', ...parts, ' =~ ^(', ...parts, ")$ ]] && printf 'same\\0'\n"],
    prints: ['same'],
  })),
  word.map(shown('a=(', ' )\nprintf \'%s\\0\' "${a[@]}"\n')),
  fc.tuple(hole, hole).map(([a, b]) => ({
    parts: ['X="a', ...a.parts, 'b"\nprintf \'%s\\0\' "${X/', ...a.parts, '/', ...b.parts, '}"\n'],
    prints: [a.value === '' ? 'ab' : `a${a.value}b`.replace(a.value, () => b.value)],
  })),
  word.map(shown("cat <(printf '%s\\0' ", ')\n')),
)
