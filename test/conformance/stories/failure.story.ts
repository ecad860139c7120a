// After a failure nothing goes on but what is meant for it.
import { always, job, onFailure, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`echo "unit fails" >> "$TRACE"; exit 3`, sh`echo "unit goes on" >> "$TRACE"`] })
const lint = job({ steps: [sh`echo "lint ran" >> "$TRACE"`] })
const pack = job({ steps: [sh`echo "pack ran" >> "$TRACE"`] })
const alone = job({ needs: [lint], steps: [sh`echo "alone ran" >> "$TRACE"`] })
const tell = job({ when: onFailure(), steps: [sh`echo "tell ran" >> "$TRACE"`] })
const clean = job({ when: always(), steps: [sh`echo "clean ran" >> "$TRACE"`] })

export default story({
  name: 'failure',
  on: [push()],
  stages: { test: { unit, lint }, after: { pack, alone, tell, clean } },
})
