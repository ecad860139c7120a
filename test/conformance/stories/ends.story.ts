// Every way in which a script can end.
import { always, job, onFailure, push, sh, step, story } from 'pipegen'

const early = job({
  steps: [
    sh`
      echo "early one" >> "$TRACE"
      exit 0
      echo "early never" >> "$TRACE"
    `,
    sh`echo "early two" >> "$TRACE"`,
    step({ shell: 'sh', run: sh`echo "early three" >> "$TRACE"; exit; echo "early never" >> "$TRACE"` }),
    sh`true; return 0 2> /dev/null || echo "early four" >> "$TRACE"`,
    sh`exec true`,
    sh`(exit 0); { echo "early five"; } >> "$TRACE"`,
  ],
})
const lax = job({
  steps: [
    sh`set +e; false; echo "lax goes on" >> "$TRACE"; true`,
    sh`set +o pipefail; false | true; echo "lax pipes" >> "$TRACE"`,
    sh`! false; echo "lax turns" >> "$TRACE"`,
    sh`if false; then :; fi; false || echo "lax or" >> "$TRACE"`,
    sh`f() { false; echo "lax inside" >> "$TRACE"; }; if f; then echo "lax tested" >> "$TRACE"; fi`,
    sh`x=$(false || echo got); echo "lax $x" >> "$TRACE"`,
    sh`local_value() { local y=$(false); echo "lax local" >> "$TRACE"; }; local_value`,
  ],
})
const set = job({ allowFailure: true, steps: [sh`set +e; false`, sh`echo "set never" >> "$TRACE"`] })
const assigned = job({ allowFailure: true, steps: [sh`x=$(false); echo "assigned never" >> "$TRACE"`] })
const inner = job({
  allowFailure: true,
  steps: [sh`(false; echo "inner never" >> "$TRACE"); echo "inner never" >> "$TRACE"`],
})
const unset = job({
  allowFailure: true,
  steps: [sh`set -u; echo "unset $NOT_SET_ANYWHERE" >> "$TRACE"`, sh`echo "unset never" >> "$TRACE"`],
})
const wrong = job({
  allowFailure: true,
  steps: [
    sh`echo "wrong one" >> "$TRACE"; no-such-command-anywhere; echo "wrong never" >> "$TRACE"`,
    step({ run: sh`echo "wrong told" >> "$TRACE"`, when: onFailure() }),
  ],
})
const broken = job({
  allowFailure: true,
  steps: [
    sh`echo "broken one" >> "$TRACE"`,
    sh`exit 256`,
    sh`exit -1`,
    sh`echo "broken never" >> "$TRACE"`,
    step({ run: sh`echo "broken cleaned" >> "$TRACE"`, when: always() }),
  ],
})
const signal = job({
  allowFailure: true,
  steps: [
    step({ run: sh`echo "signal one" >> "$TRACE"; kill -s TERM $$; sleep 60`, continueOnError: true }),
    step({ run: sh`echo "signal two" >> "$TRACE"; exit 255`, continueOnError: true }),
    sh`echo "signal three" >> "$TRACE"; kill -s INT $$; sleep 60; echo "signal never" >> "$TRACE"`,
    sh`echo "signal never" >> "$TRACE"`,
  ],
})
const empty = job({
  steps: [sh`# nothing but a comment`, sh`:`, sh`echo "empty ends" >> "$TRACE" # a comment at the end`],
})

export default story({
  name: 'ends',
  on: [push()],
  stages: { test: { early, lax, set, assigned, inner, unset, wrong, broken, signal, empty } },
})
