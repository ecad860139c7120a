// The audit runs by night; the weekly report by week.
import { event, job, schedule, sh, story } from 'pipegen'

const nightly = schedule('30 3 * * *', { name: 'nightly' })
const weekly = schedule('0 6 * * 1', { name: 'weekly' })
const audit = job({ when: event(nightly), steps: [sh`make audit`] })
const summary = job({ when: event(weekly), steps: [sh`make summary`] })

export default story({
  name: 'shop',
  on: [nightly, weekly],
  stages: { check: { audit, summary } },
})
