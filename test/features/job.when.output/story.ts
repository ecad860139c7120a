// What an earlier job found out decides whether to publish.
import { job, push, sh, story } from 'pipegen'

const plan = job({ outputs: ['release'], steps: [sh`echo "release=$(./needs-release)" >> "$PIPEGEN_OUTPUT"`] })
const publish = job({ when: plan.outputs.release.is('yes'), steps: [sh`make publish`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { plan: { plan }, release: { publish } },
})
