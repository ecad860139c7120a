// The shop is shipped to production.
import { environment, job, push, sh, story } from 'pipegen'

const ship = job({ environment: environment('production', { tier: 'production' }), steps: [sh`make ship`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { deploy: { ship } },
})
