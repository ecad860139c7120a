// What steps print comes out in their order, whole, and of one step after the other.
import { job, push, sh, step, story } from 'pipegen'

// The mark is made when it is printed, for some runners print the script too.
const loud = job({
  steps: [
    sh`printf '\302\273loud one\n\302\273loud two\n'; printf '%s' "no newline at the end"`,
    sh`printf '\n\302\273loud four %s\n' "$(printf 'a%.0s' 1 2 3)"; echo "loud done" >> "$TRACE"`,
    step({ shell: 'sh', run: sh`printf '\302\273loud five\n'; printf '\302\273loud six'` }),
  ],
})
const errors = job({
  steps: [
    sh`printf '\302\273errors one\n' >&2; echo "errors done" >> "$TRACE"; printf 'no newline here' >&2`,
    step({ shell: 'sh', run: sh`printf '\n\302\273errors two\n' >&2` }),
  ],
})
const late = job({
  allowFailure: true,
  steps: [
    sh`echo "late done" >> "$TRACE"; printf '\302\273late before the end\n'; exit 9; printf '\302\273late never\n'`,
  ],
})
const long = job({
  steps: [
    sh`head -c 300000 /dev/zero | tr '\0' 'x'; printf '\n\302\273long line is over\n'; echo "long done" >> "$TRACE"`,
    sh`i=0; while [ "$i" -lt 3000 ]; do echo "line $i of many"; i=$((i + 1)); done; printf '\302\273long many lines are over\n'`,
  ],
})

export default story({ name: 'printed', on: [push()], stages: { test: { loud, errors, late, long } } })
