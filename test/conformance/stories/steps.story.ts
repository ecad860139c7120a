// A step is a process of its own, and a failed one ends the job.
import { always, branch, job, onFailure, push, sh, step, story } from 'pipegen'

const apart = job({
  env: { LEVEL: 'job' },
  steps: [
    sh`echo "apart one" >> "$TRACE"; exit 0`,
    sh`
      cd src
      export LEVEL=leaked
      LOCAL=leaked
      alias ls=false
      set -u
    `,
    sh`echo "apart two \${PWD##*/} $LEVEL \${LOCAL:-none} \${UNSET}" | sed "s/ $(basename "$PWD") / top /" >> "$TRACE"`,
    step({
      run: sh`echo "apart three \${PWD##*/} $LEVEL" >> "$TRACE"`,
      workingDirectory: 'src',
      env: { LEVEL: 'step' },
    }),
    sh`if true; then echo "apart four $LEVEL" >> "$TRACE"; fi; [ -e nothing ] && echo never || true`,
    step({ run: sh`echo "apart five" >> "$TRACE"`, when: branch('main') }),
    step({ run: sh`echo "apart not" >> "$TRACE"`, when: branch('other') }),
    sh`echo "apart has $(cat src/file.txt)" >> "$TRACE"`,
  ],
})
const piped = job({
  allowFailure: true,
  steps: [sh`false | cat; echo "piped goes on" >> "$TRACE"`, sh`echo "piped second" >> "$TRACE"`],
})
const chained = job({
  allowFailure: true,
  steps: [sh`true && false`, sh`echo "chained second" >> "$TRACE"`],
})
const mended = job({
  steps: [
    step({ run: sh`echo "mended one" >> "$TRACE"; false`, continueOnError: true }),
    sh`echo "mended two" >> "$TRACE"`,
    step({
      run: sh`echo x >> tries; echo "mended try $(wc -l < tries | tr -d ' ')" >> "$TRACE"; [ "$(wc -l < tries)" -eq 3 ]`,
      retry: 2,
    }),
    sh`echo "mended three" >> "$TRACE"`,
  ],
})
const broken = job({
  allowFailure: true,
  steps: [
    sh`echo "broken one" >> "$TRACE"`,
    sh`exit 4`,
    sh`echo "broken not" >> "$TRACE"`,
    step({ run: sh`echo "broken told" >> "$TRACE"`, when: onFailure() }),
    step({ run: sh`echo "broken cleaned" >> "$TRACE"`, when: always() }),
  ],
})
const whole = job({
  steps: [
    sh`echo "whole one" >> "$TRACE"`,
    step({ run: sh`echo "whole not" >> "$TRACE"`, when: onFailure() }),
    step({ run: sh`echo "whole cleaned" >> "$TRACE"`, when: always() }),
  ],
})

export default story({
  name: 'steps',
  on: [push()],
  stages: { test: { apart, piped, chained, mended, broken, whole } },
})
