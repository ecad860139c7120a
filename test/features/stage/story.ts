// What is tested comes before what is packed, and that before what is shipped.
import { job, push, sh, story } from 'pipegen'

const lint = job({ steps: [sh`make lint`] })
const unit = job({ steps: [sh`make test`] })
const pack = job({ steps: [sh`make package`] })
const ship = job({ steps: [sh`make ship`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { lint, unit }, build: { pack }, deploy: { ship } },
})
