// The person who starts the release picks its channel.
import { input, job, manual, sh, story } from 'pipegen'

const release = manual({ inputs: { channel: input.choice(['beta', 'stable'], { description: 'Release channel' }) } })
const deploy = job({ steps: [sh`./deploy ${release.inputs.channel}`] })

export default story({
  name: 'shop',
  on: [release],
  stages: { deploy: { deploy } },
})
