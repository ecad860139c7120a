// Output of any kind and size goes through, and none of it changes what comes after.
import { job, push, sh, story } from 'pipegen'

const much = job({
  steps: [
    sh`head -c 10000000 /dev/zero | tr '\0' 'x' | fold -w 99; echo "much wrote ten million" >> "$TRACE"`,
    sh`echo "much goes on" >> "$TRACE"`,
  ],
})
const binary = job({
  steps: [
    sh`head -c 100000 /dev/urandom; printf '\0\1\377'; echo "binary wrote" >> "$TRACE"`,
    sh`printf 'a\0b\r\033[31m'; echo "binary goes on" >> "$TRACE"`,
  ],
})
const open = job({
  steps: [
    sh`printf 'no newline at the end'; echo "open one" >> "$TRACE"`,
    sh`printf '%s' 'nor here'; echo "open two" >> "$TRACE"`,
  ],
})
const errors = job({
  steps: [
    sh`echo "to the other stream" >&2; echo "errors one" >> "$TRACE"`,
    sh`echo x > /dev/null; echo "errors two" >> "$TRACE"`,
  ],
})

export default story({ name: 'output', on: [push()], stages: { test: { much, binary, open, errors } } })
