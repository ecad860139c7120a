// The tests run on Windows.
import { job, push, pwsh, story } from 'pipegen'

const unit = job({ runner: { os: 'windows' }, steps: [pwsh`./test.ps1`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
