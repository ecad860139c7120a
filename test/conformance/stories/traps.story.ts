// What a shell does at its end, and what it is told by a pipe, stays inside of the step.
import { always, job, push, sh, step, story } from 'pipegen'

const traps = job({
  steps: [
    sh`trap 'echo "traps end of one" >> "$TRACE"' EXIT; echo "traps one" >> "$TRACE"`,
    sh`
      cleanup() { echo "traps cleaned with $?" >> "$TRACE"; }
      trap cleanup EXIT
      trap 'echo "traps met an error" >> "$TRACE"' ERR
      false || true
      echo "traps two" >> "$TRACE"
    `,
    sh`echo "traps three $(trap -p | wc -l | tr -d ' ')" >> "$TRACE"`,
  ],
})
const erring = job({
  allowFailure: true,
  steps: [
    sh`
      trap 'echo "erring left with $?" >> "$TRACE"' EXIT
      (exit 7)
      echo "erring never" >> "$TRACE"
    `,
    step({ run: sh`echo "erring after" >> "$TRACE"`, when: always() }),
  ],
})
const silent = job({
  steps: [
    sh`cat; echo "silent reads nothing" >> "$TRACE"`,
    sh`read -r line || echo "silent has no line [$line]" >> "$TRACE"`,
    sh`while read -r line; do echo "silent got $line" >> "$TRACE"; done; echo "silent ends" >> "$TRACE"`,
  ],
})
const killed = job({
  allowFailure: true,
  steps: [
    sh`echo "killed one" >> "$TRACE"; kill -s KILL $$; echo "killed never" >> "$TRACE"`,
    sh`echo "killed not" >> "$TRACE"`,
  ],
})

export default story({ name: 'traps', on: [push()], stages: { test: { traps, erring, silent, killed } } })
