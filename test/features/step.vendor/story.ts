// A step that one vendor has ready-made.
import { job, push, sh, story, vendorStep } from 'pipegen'

const unit = job({
  steps: [
    vendorStep({
      name: 'Set up Terraform',
      github: { uses: 'hashicorp/setup-terraform@b9cd54a3c349d3f38e8881555d616ced269862dd' },
      otherwise: sh`./install-terraform`,
    }),
    sh`terraform validate`,
  ],
})

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
