// The job speaks to the vendor's own API.
import { job, push, repositoryToken, sh, story } from 'pipegen'

const ship = job({ env: { TOKEN: repositoryToken() }, steps: [sh`./report-status`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { deploy: { ship } },
})
