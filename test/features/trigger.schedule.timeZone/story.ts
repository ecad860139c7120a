// The dependencies are audited every working day before work begins in Zurich.
import { job, schedule, sh, story } from 'pipegen'

const audit = job({ steps: [sh`make audit`] })

export default story({
  name: 'shop',
  on: [schedule('30 6 * * 1-5', { timeZone: 'Europe/Zurich', name: 'morning' })],
  stages: { check: { audit } },
})
