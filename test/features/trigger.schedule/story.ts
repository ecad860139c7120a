// The dependencies are audited every night.
import { job, schedule, sh, story } from 'pipegen'

const audit = job({ steps: [sh`make audit`] })

export default story({
  name: 'shop',
  on: [schedule('30 3 * * *', { name: 'nightly' })],
  stages: { check: { audit } },
})
