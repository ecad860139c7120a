// A person agrees before production changes.
import { environment, job, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`make test`] })
const ship = job({ environment: environment('production', { approval: 'manual' }), steps: [sh`make ship`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit }, deploy: { ship } },
})
