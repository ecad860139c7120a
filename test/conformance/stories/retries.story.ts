// A step that fails is tried again in the same folder.
import { always, job, onFailure, push, sh, step, story } from 'pipegen'

const late = job({
  steps: [
    step({
      run: sh`
        echo x >> tries
        echo "late try $(wc -l < tries | tr -d ' ')" >> "$TRACE"
        [ "$(wc -l < tries)" -ge 2 ]
      `,
      retry: 1,
    }),
    sh`echo "late goes on" >> "$TRACE"`,
  ],
})
const never = job({
  allowFailure: true,
  steps: [
    step({ run: sh`echo "never tried" >> "$TRACE"; exit 9`, retry: 2 }),
    sh`echo "never here" >> "$TRACE"`,
    step({ run: sh`echo "never told" >> "$TRACE"`, when: onFailure() }),
    step({ run: sh`echo "never cleaned" >> "$TRACE"; false`, when: always() }),
    step({ run: sh`echo "never cleaned again" >> "$TRACE"`, when: always() }),
  ],
})
const excused = job({
  steps: [
    step({ run: sh`echo "excused tried" >> "$TRACE"; false`, retry: 1, continueOnError: true }),
    sh`echo "excused goes on" >> "$TRACE"`,
  ],
})

export default story({ name: 'retries', on: [push()], stages: { test: { late, never, excused } } })
