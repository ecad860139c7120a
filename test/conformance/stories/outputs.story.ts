// Any text travels from job to job by name: the last write of a name counts, and one that is never written is empty.
import { job, push, sh, story } from 'pipegen'

const plan = job({
  outputs: ['digest', 'notes', 'odd', 'never'],
  steps: [
    sh`echo "digest=first" >> "$PIPEGEN_OUTPUT"`,
    sh`
      echo "digest=sha256:1=2" >> "$PIPEGEN_OUTPUT"
      {
        echo "notes<<END"
        echo "line one"
        echo "  line two=2"
        echo "END"
      } >> "$PIPEGEN_OUTPUT"
    `,
    sh`printf '%s\n' 'odd=$HOME "quoted" it'"'"'s 100% \\ & ${'${{ x }}'} é' >> "$PIPEGEN_OUTPUT"`,
  ],
})
const use = job({
  env: { TAG: `v-${plan.outputs.digest}` },
  steps: [
    sh`echo "use has" ${plan.outputs.digest} "as $TAG" >> "$TRACE"`,
    sh`printf 'use has [%s]\n' ${plan.outputs.notes} | tr '\n' '/' >> "$TRACE"; echo >> "$TRACE"`,
    sh`printf 'use has [%s]\n' ${plan.outputs.odd} ${plan.outputs.never} >> "$TRACE"`,
  ],
})

export default story({ name: 'outputs', on: [push()], stages: { plan: { plan }, use: { use } } })
