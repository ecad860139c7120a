// Outputs of any shape: many lines, empty ones, long ones, those that look like something else; and values made of several.
import { job, push, sh, step, story } from 'pipegen'

const make = job({
  name: 'make values',
  outputs: ['empty', 'spaces', 'lines', 'gaps', 'equals', 'like', 'long', 'quotes', 'last', 'json', 'slash'],
  steps: [
    sh`
      {
        echo "empty="
        echo "spaces=  two  spaces  "
        printf 'lines<<X Y\na\nb\nX Y\n'
        printf 'gaps<<G\n\n  a\n\n\tb\n\nG\n'
        echo "equals=a=b==c="
        echo "like=x<<y"
        printf 'long=%s\n' "$(head -c 700 /dev/zero | tr '\0' 'l')"
        echo 'quotes="\`$x'"'"
        echo 'json={"a":[1,"two",null],"b":{"c":"d e"}}'
        echo 'slash=\\n\\t\\\\'
      } >> "$PIPEGEN_OUTPUT"
      printf 'last=no newline' >> "$PIPEGEN_OUTPUT"
    `,
  ],
})
const use = job({
  needs: [make],
  env: { JOINED: `<${make.outputs.spaces}|${make.outputs.equals}>` },
  steps: [
    sh`printf 'use [%s]\n' ${make.outputs.empty} ${make.outputs.spaces} ${make.outputs.equals} ${make.outputs.like} ${make.outputs.quotes} ${make.outputs.last} ${make.outputs.json} ${make.outputs.slash} >> "$TRACE"`,
    sh`printf '%s' ${make.outputs.lines} | tr '\n' '/' | sed 's/^/use lines /' >> "$TRACE"; echo >> "$TRACE"`,
    sh`printf 'use gaps %s\n' "$(printf '%s' ${make.outputs.gaps} | tr '\n\t' '/>')" >> "$TRACE"`,
    sh`long=${make.outputs.long}; echo "use long \${#long}" >> "$TRACE"`,
    step({ shell: 'sh', env: { INNER: `=${make.outputs.last}=` }, run: sh`echo "use $JOINED $INNER" >> "$TRACE"` }),
  ],
})

export default story({ name: 'values', on: [push()], stages: { one: { make }, two: { use } } })
