// An output is used that the job no longer has.
import { job, push, sh, story } from 'pipegen'

const outputs = ['digest', 'size']
const build = job({ outputs, steps: [sh`./build >> "$PIPEGEN_OUTPUT"`] })
outputs.pop()
const deploy = job({ steps: [sh`./deploy --size ${build.outputs.size ?? ''}`] })

export default story({
  name: 'shop',
  targets: ['github', 'gitlab'],
  on: [push()],
  stages: { build: { build }, deploy: { deploy } },
})
