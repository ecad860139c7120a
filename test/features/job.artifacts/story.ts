// What one job packs, the next one ships.
import { job, push, sh, story } from 'pipegen'

const pack = job({ artifacts: { packages: 'dist/' }, steps: [sh`make package`] })
const ship = job({ needs: [pack], steps: [sh`make ship`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { build: { pack }, deploy: { ship } },
})
