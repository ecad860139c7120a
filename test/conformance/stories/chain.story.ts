// A failure holds back the whole chain behind it, and is still known at its end.
import { always, job, onFailure, push, sh, story } from 'pipegen'

const fails = job({ steps: [sh`echo "fails one" >> "$TRACE"; exit 5`] })
const held = job({ needs: [fails], steps: [sh`echo "held never" >> "$TRACE"`] })
const behind = job({ needs: [held], steps: [sh`echo "behind never" >> "$TRACE"`] })
const last = job({ steps: [sh`echo "last never" >> "$TRACE"`] })
const tells = job({ when: onFailure(), steps: [sh`echo "tells of it" >> "$TRACE"`] })
const cleans = job({ needs: [behind], when: always(), steps: [sh`echo "cleans up" >> "$TRACE"`] })

export default story({
  name: 'chain',
  on: [push()],
  stages: { one: { fails }, two: { held }, three: { behind }, four: { tells, cleans, last } },
})
