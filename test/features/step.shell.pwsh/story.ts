// A step is written in PowerShell.
import { job, push, pwsh, story } from 'pipegen'

const unit = job({ image: 'mcr.microsoft.com/powershell:7.5-ubuntu-24.04', steps: [pwsh`./test.ps1 -Verbose`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
