// The input is of a trigger that the story does not have.
import { input, job, manual, push, sh, story } from 'pipegen'

const release = manual({ inputs: { version: input.text() } })
const unit = job({ steps: [sh`./release ${release.inputs.version}`] })

export default story({
  name: 'shop',
  targets: ['github', 'gitlab'],
  on: [push()],
  stages: { test: { unit } },
})
