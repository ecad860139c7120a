// The script is told what the other system says.
import { api, job, sh, story } from 'pipegen'

const built = api('built', { payload: ['version'] })
const deploy = job({ steps: [sh`./deploy ${built.payload.version}`] })

export default story({
  name: 'shop',
  on: [built],
  stages: { deploy: { deploy } },
})
