// A job that packs nothing has failed.
import { job, push, sh, story } from 'pipegen'

const pack = job({ artifacts: { packages: { paths: 'dist/*.tgz', ifMissing: 'error' } }, steps: [sh`make package`] })
const ship = job({ needs: [pack], steps: [sh`make ship`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { build: { pack }, deploy: { ship } },
})
