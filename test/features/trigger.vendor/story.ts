// What is published on the vendor's own page is packed.
import { job, sh, story, vendorTrigger } from 'pipegen'

const pack = job({ steps: [sh`make pack`] })

export default story({
  name: 'shop',
  on: [vendorTrigger({ github: { release: { types: ['published'] } } })],
  stages: { pack: { pack } },
})
