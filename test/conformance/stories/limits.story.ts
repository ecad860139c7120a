// A step that takes too long is ended, and the job has failed.
import { always, job, onFailure, push, sh, step, story } from 'pipegen'

const slow = job({
  allowFailure: true,
  steps: [
    step({ run: sh`echo "slow starts" >> "$TRACE"; sleep 600; echo "slow never" >> "$TRACE"`, timeout: 1 }),
    sh`echo "slow goes on" >> "$TRACE"`,
    step({ run: sh`echo "slow told" >> "$TRACE"`, when: onFailure() }),
    step({ run: sh`echo "slow cleaned" >> "$TRACE"`, when: always() }),
  ],
})
const quick = job({
  timeout: 5,
  steps: [step({ run: sh`echo "quick ran" >> "$TRACE"`, timeout: 1 }), sh`echo "quick goes on" >> "$TRACE"`],
})
const excused = job({
  steps: [
    step({ run: sh`echo "excused starts" >> "$TRACE"; sleep 600`, timeout: 1, continueOnError: true }),
    sh`echo "excused goes on" >> "$TRACE"`,
  ],
})

export default story({ name: 'limits', on: [push()], stages: { test: { slow, quick, excused } } })
