// Each system leaves its own program.
import { job, push, sh, story } from 'pipegen'

const pack = job({
  matrix: { target: ['amd64', 'arm64'] },
  env: ({ target }) => ({ GOARCH: target }),
  artifacts: { programs: 'bin/' },
  steps: [sh`make bin/shop-$GOARCH`],
})
const ship = job({ needs: [pack], steps: [sh`./ship bin/shop-*`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { build: { pack }, deploy: { ship } },
})
