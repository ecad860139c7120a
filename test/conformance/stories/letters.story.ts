// Scripts with any letters: other alphabets, tabs, carriage returns, words that mean something to a vendor, long lines.
import { job, push, sh, step, story } from 'pipegen'

const long = 'x'.repeat(20_000)
const tabs = '\ttab\tstop'
const letters = job({
  env: {
    LONG: long,
    TABS: tabs,
    RETURN: 'a\rb',
    ALPHABETS: 'Ελλάδα 日本語 עברית 🚲 e\u0301',
    END: 'END',
    NEW_LINES: '\n\nx\n\n',
  },
  steps: [
    sh`echo "letters Ελλάδα 日本語 עברית 🚲" >> "$TRACE"`,
    sh`echo "letters of $ALPHABETS" >> "$TRACE"`,
    sh`echo "letters in all \${#LONG}" >> "$TRACE"`,
    sh`printf 'letters %s\n' "$(printf '%s' "$TABS$RETURN" | tr '\t\r' '>/')" >> "$TRACE"`,
    sh`printf 'letters lines %s\n' "$(printf '%s' "$NEW_LINES" | tr '\n' '/')" >> "$TRACE"`,
    sh`echo "letters long ${long.slice(0, 9000)}" | tr -d x >> "$TRACE"`,
    sh`echo 'letters $(params.x) $(date) {{ revision }} {{cel: 1}} $[[ x ]] @BRACE@ <% x %> #{y} %s %d \\n \\\\ !! ~ @DOLLAR@' >> "$TRACE"`,
    sh`echo 'letters $(context.taskRun.name) $(results.x.path) $(workspaces.source.path) $$ $$(x) ::set-output name=a::b ##[error]x' >> "$TRACE"`,
    sh`echo "letters: {a: b, c: [d]} & *e !f | > - ? # g" >> "$TRACE"`,
    step({ shell: 'sh', run: sh`echo 'letters: in sh "quoted" \`ticks\` é' >> "$TRACE"` }),
    sh`
      echo "letters keep" >> "$TRACE"
      if true; then
      	echo "letters after a tab" >> "$TRACE"
      fi

      echo "letters after an empty line" \
        "and a broken one" >> "$TRACE"
    `,
  ],
})

export default story({ name: 'letters', on: [push()], stages: { test: { letters } } })
