// Values with any character come as they are, in bash and in a plain shell.
import { job, push, sh, step, story } from 'pipegen'

const odd = `a 'b' "c" $HOME \`d\` \\e %f *?[g] {h,i} !j #k ~l; m & n | o < p > q (r) é 日 ${'${{ s }}'} $[[ t ]]`
const lines = 'one\n  two\n\nthree'

const quoted = job({
  env: { ODD: odd, LINES_OF_TEXT: lines, EMPTY: '', SPACES: '  x  ' },
  steps: [
    sh`printf 'quoted bash [%s]\n' "$ODD" "$EMPTY" "$SPACES" >> "$TRACE"`,
    sh`printf '%s' "$LINES_OF_TEXT" | tr '\n' '/' | sed 's/^/quoted lines /' >> "$TRACE"; echo >> "$TRACE"`,
    sh`printf 'quoted text [%s]\n' ${odd} >> "$TRACE"`,
    step({ shell: 'sh', run: sh`printf 'quoted sh [%s]\n' "$ODD" ${'x y'} >> "$TRACE"` }),
    step({ env: { ODD: 'inner' }, run: sh`printf 'quoted inner [%s]\n' "$ODD" >> "$TRACE"` }),
    sh`cat << 'END' >> "$TRACE"
quoted here $HOME \`x\` \\
END`,
  ],
})

export default story({ name: 'quoting', on: [push()], env: { WHOLE: 'all' }, stages: { test: { quoted } } })
