// An artifact outside of the project.
import { job, push, sh, story } from 'pipegen'

const unit = job({ artifacts: { log: '/var/log/test.log' }, steps: [sh`make test`] })

export default story({
  name: 'shop',
  targets: ['github', 'gitlab'],
  on: [push()],
  stages: { test: { unit } },
})
