// The person who starts the release says how many servers get it.
import { input, job, manual, sh, story } from 'pipegen'

const release = manual({ inputs: { servers: input.number({ description: 'How many servers', default: 3 }) } })
const deploy = job({ steps: [sh`./deploy ${release.inputs.servers}`] })

export default story({
  name: 'shop',
  on: [release],
  stages: { deploy: { deploy } },
})
