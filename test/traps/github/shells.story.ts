// The same scripts in the shells that a story can ask for, one of them retried.
import { job, push, sh, step, story } from 'pipegen'

const host = job({
  steps: [
    step({ name: 'pipe', run: sh`false | cat` }),
    step({ name: 'leak', run: sh`cd / && export LEAKED=1; exit 0` }),
  ],
})
const small = job({ image: 'alpine:3.22', shell: 'sh', steps: [step({ name: 'pipe', run: sh`false | cat` })] })
const mixed = job({
  image: 'debian:13',
  steps: [step({ name: 'posix', run: sh`true`, shell: 'sh' }), step({ name: 'bash', run: sh`true` })],
})
const flaky = job({
  outputs: ['tries'],
  steps: [
    step({
      name: 'flaky',
      retry: 2,
      run: sh`
        echo try >> tries
        cat <<'SCRIPT' > /dev/null
        false
        SCRIPT
        false
        echo never >> tries
      `,
    }),
    step({
      name: 'second time',
      retry: 3,
      run: sh`
        echo try >> second
        [ "$(wc -l < second)" -ge 2 ]
        cd /
        echo "tries=$(wc -l < "$OLDPWD/second")" >> "$PIPEGEN_OUTPUT"
      `,
    }),
  ],
})

export default story({ name: 'shells', on: [push()], stages: { test: { host, small, mixed, flaky } } })
