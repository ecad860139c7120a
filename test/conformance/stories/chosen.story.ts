// A job that an output holds back takes those with it that need it.
import { job, push, sh, story } from 'pipegen'

const plan = job({ outputs: ['ship'], steps: [sh`echo "plan runs" >> "$TRACE"; echo "ship=yes" >> "$PIPEGEN_OUTPUT"`] })
const no = job({ needs: [plan], when: plan.outputs.ship.is('no'), steps: [sh`echo "no never" >> "$TRACE"`] })
const behind = job({ needs: [no], steps: [sh`echo "behind never" >> "$TRACE"`] })
const yes = job({ needs: [plan], when: plan.outputs.ship.isNot('no'), steps: [sh`echo "yes runs" >> "$TRACE"`] })
const after = job({ needs: [yes], steps: [sh`echo "after runs" >> "$TRACE"`] })

export default story({
  name: 'chosen',
  on: [push()],
  stages: { one: { plan }, two: { no, yes }, three: { behind, after } },
})
