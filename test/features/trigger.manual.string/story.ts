// The person who starts the release names its version.
import { input, job, manual, sh, story } from 'pipegen'

const release = manual({ inputs: { version: input.text({ description: 'Version to release' }) } })
const deploy = job({ steps: [sh`./deploy ${release.inputs.version}`] })

export default story({
  name: 'shop',
  on: [release],
  stages: { deploy: { deploy } },
})
