// What runs in any case does so behind failures and skipped jobs.
import { after, always, branch, job, onFailure, optional, push, sh, story } from 'pipegen'

const fails = job({ steps: [sh`echo "fails one" >> "$TRACE"; exit 5`] })
const away = job({ when: branch('other'), steps: [sh`echo "away never" >> "$TRACE"`] })
const held = job({ needs: [fails], steps: [sh`echo "held never" >> "$TRACE"`] })
const tells = job({ when: onFailure(), steps: [sh`echo "tells of it" >> "$TRACE"`] })
const cleans = job({ needs: [fails], when: always(), steps: [sh`echo "cleans up" >> "$TRACE"`] })
const skipped = job({ needs: [away], steps: [sh`echo "skipped never" >> "$TRACE"`] })
const willing = job({ needs: [optional(away)], steps: [sh`echo "willing runs" >> "$TRACE"`] })
const sweeps = job({ needs: [after(away)], when: always(), steps: [sh`echo "sweeps up" >> "$TRACE"`] })

export default story({
  name: 'always',
  on: [push()],
  stages: { one: { fails, away }, two: { held, skipped, willing, sweeps, tells, cleans } },
})
