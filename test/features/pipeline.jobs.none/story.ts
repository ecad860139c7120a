// All jobs stand in a file of another project.
import { push, story } from 'pipegen'

export default story({
  name: 'shop',
  on: [push()],
  stages: {},
  env: { REGION: 'eu' },
  raw: { gitlab: { include: [{ project: 'example/templates', file: 'go.yml', ref: 'v2' }] } },
})
