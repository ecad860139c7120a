// The person who starts the release may ask for a rehearsal.
import { input, job, manual, sh, story } from 'pipegen'

const release = manual({ inputs: { rehearse: input.boolean({ description: 'Only rehearse', default: true }) } })
const deploy = job({ steps: [sh`./deploy ${release.inputs.rehearse}`] })

export default story({
  name: 'shop',
  on: [release],
  stages: { deploy: { deploy } },
})
