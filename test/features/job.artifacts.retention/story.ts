// The packages are kept for a month.
import { job, push, sh, story } from 'pipegen'

const pack = job({ artifacts: { packages: { paths: 'dist/', retention: 30 } }, steps: [sh`make package`] })
const ship = job({ needs: [pack], steps: [sh`make ship`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { build: { pack }, deploy: { ship } },
})
