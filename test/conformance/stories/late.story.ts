// A job that takes too long is ended, and what waits for it does not run.
import { job, push, sh, story } from 'pipegen'

const endless = job({
  timeout: 1,
  steps: [
    sh`echo "endless starts" >> "$TRACE"; sleep 600; echo "endless never" >> "$TRACE"`,
    sh`echo "endless never" >> "$TRACE"`,
  ],
})
const next = job({ steps: [sh`echo "next never" >> "$TRACE"`] })

export default story({ name: 'late', on: [push()], stages: { one: { endless }, two: { next } } })
