// More is said where the vendor was asked to say more.
import { job, push, sh, step, story, vendorCondition } from 'pipegen'

const unit = job({
  steps: [sh`make`, step({ run: sh`make debug`, when: vendorCondition({ github: 'runner.debug' }) })],
})

export default story({ name: 'shop', on: [push()], stages: { test: { unit } } })
