// Two jobs deploy to one environment, one after the other.
import { environment, job, push, sh, story } from 'pipegen'

const staging = environment('staging')
const site = job({ environment: staging, steps: [sh`make ship-site`] })
const api = job({ environment: staging, steps: [sh`make ship-api`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { deploy: { site, api } },
})
