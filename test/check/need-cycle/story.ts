// Two jobs wait for each other.
import { type AnyJob, job, push, sh, story } from 'pipegen'

const waits: AnyJob[] = []
const first = job({ needs: waits, steps: [sh`make first`] })
const second = job({ needs: [first], steps: [sh`make second`] })
waits.push(second)

export default story({
  name: 'shop',
  targets: ['github', 'gitlab'],
  on: [push()],
  stages: { test: { first, second } },
})
