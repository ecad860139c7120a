// Stages one after the other, a job that waits for one alone, and one that waits for none.
import { job, push, sh, story } from 'pipegen'

const lint = job({ steps: [sh`echo "lint ran" >> "$TRACE"`] })
const unit = job({ steps: [sh`echo "unit ran" >> "$TRACE"`] })
const pack = job({ steps: [sh`echo "pack sees $(grep -cE '^(lint|unit) ran' "$TRACE")" >> "$TRACE"`] })
const ship = job({ needs: [pack], steps: [sh`echo "ship sees $(grep -c '^pack sees' "$TRACE")" >> "$TRACE"`] })
const note = job({ needs: [], steps: [sh`echo "note ran" >> "$TRACE"`] })

export default story({
  name: 'order',
  on: [push()],
  stages: { test: { lint, unit }, build: { pack }, deploy: { ship, note } },
})
