// The build wants a large machine.
import { job, push, sh, story } from 'pipegen'

const unit = job({ runner: { size: 'large' }, steps: [sh`make`] })

export default story({
  name: 'shop',
  on: [push()],
  runners: { github: { 'linux/x64/large': 'ubuntu-24.04-16-cores' } },
  stages: { test: { unit } },
})
