// The tests run on an ARM processor.
import { job, push, sh, story } from 'pipegen'

const unit = job({ runner: { arch: 'arm64' }, steps: [sh`make test`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
