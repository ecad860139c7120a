// The script is told what the person who starts the run wishes.
import { input, job, manual, sh, story } from 'pipegen'

const release = manual({ inputs: { version: input.text({ default: 'latest', description: 'Version to release' }) } })
const deploy = job({ steps: [sh`./deploy ${release.inputs.version}`] })

export default story({
  name: 'shop',
  on: [release],
  stages: { deploy: { deploy } },
})
