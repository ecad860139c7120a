// The version ends with the number of the run.
import { ctx, job, push, sh, story } from 'pipegen'

const unit = job({ steps: [sh`./package --version 1.4.${ctx.runNumber}`] })

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
