// Values of a matrix of any letters.
import { job, push, sh, story } from 'pipegen'

const odd = job({
  matrix: { text: ["it's", 'a"b', '$HOME', 'a,b', '- x', '1.0', 'true', 'é'] },
  steps: ({ text }) => [sh`printf 'odd:%s has it\n' "$(printf '%s' ${text} | cksum | cut -d' ' -f1)" >> "$TRACE"`],
})

export default story({ name: 'cells', on: [push()], stages: { one: { odd } } })
