// A job without the sources.
import { job, push, sh, story } from 'pipegen'

const bare = job({
  checkout: false,
  steps: [
    sh`echo "bare has $([ -e README.md ] && echo files || echo none)" >> "$TRACE"; echo x > y`,
    sh`echo "bare keeps $(cat y)" >> "$TRACE"`,
  ],
})

export default story({ name: 'bare', on: [push()], stages: { one: { bare } } })
