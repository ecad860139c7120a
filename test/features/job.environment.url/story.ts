// People see where the shop was shipped to.
import { environment, job, push, sh, story } from 'pipegen'

const ship = job({
  environment: environment('production', { url: 'https://shop.example.com' }),
  steps: [sh`make ship`],
})

export default story({
  name: 'shop',
  on: [push()],
  stages: { deploy: { ship } },
})
