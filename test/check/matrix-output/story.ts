// Which of the two runs would the output be of?
import { job, push, sh, story } from 'pipegen'

const build = job({
  matrix: { version: ['22', '24'] },
  outputs: ['digest'],
  steps: ({ version }) => [sh`./build ${version} >> "$PIPEGEN_OUTPUT"`],
})

export default story({
  name: 'shop',
  targets: ['github', 'gitlab'],
  on: [push()],
  stages: { build: { build } },
})
