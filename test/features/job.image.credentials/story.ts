// The image stands in a registry that asks for a login.
import { job, push, secret, sh, story } from 'pipegen'

const unit = job({
  image: {
    name: 'registry.example.com/build:7',
    credentials: { username: secret('REGISTRY_USER'), password: secret('REGISTRY_PASSWORD') },
  },
  steps: [sh`make test`],
})

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { unit } },
})
