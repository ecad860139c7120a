// What a step leaves running or open hinders neither the next step nor the end of the job.
import { job, push, sh, story } from 'pipegen'

const left = job({
  steps: [
    sh`sleep 600 > /dev/null 2>&1 & echo "left one" >> "$TRACE"`,
    sh`(sleep 600 > /dev/null 2>&1 &) ; echo "left two" >> "$TRACE"`,
    sh`exec 7> /dev/null; mkfifo pipe; echo "left three" >> "$TRACE"`,
    sh`
      { printf ' ' >&7; } 2> /dev/null && open=yes || open=no
      echo "left has seven open: $open" >> "$TRACE"
    `,
    sh`coproc cat; echo "left five $(jobs | wc -l | tr -d ' ')" >> "$TRACE"`,
    sh`echo "left six $(jobs | wc -l | tr -d ' ')" >> "$TRACE"`,
  ],
})
const after = job({ steps: [sh`echo "after comes" >> "$TRACE"`] })

export default story({ name: 'left', on: [push()], stages: { one: { left }, two: { after } } })
