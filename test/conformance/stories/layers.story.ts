// Variables of the story, the job and the step, the inner over the outer, and not the ones of a neighbour.
import { ctx, job, push, sh, step, story } from 'pipegen'

const inner = job({
  env: {
    WHERE: 'job',
    JOB: 'j $WHERE',
    EMPTIED: '',
    NUMBER: '007',
    YES: 'yes',
    NULL: 'null',
    HASH: '#x',
    COLON: 'a: b',
    STAR: '*',
  },
  steps: [
    step({
      env: { WHERE: 'step', STEP: 'own' },
      run: sh`echo "inner $WHOLE $WHERE $JOB $STEP [$EMPTIED]" >> "$TRACE"`,
    }),
    sh`echo "inner $WHOLE $WHERE $JOB \${STEP:-none}" >> "$TRACE"`,
    sh`echo "inner $NUMBER $YES $NULL $HASH $COLON $STAR" >> "$TRACE"`,
    sh`env | grep -c '^WHERE=' | sed 's/^/inner exports /' >> "$TRACE"`,
    sh`WHERE=changed; export WHERE; echo "inner $WHERE" >> "$TRACE"`,
    step({ shell: 'sh', run: sh`echo "inner back $WHERE" >> "$TRACE"` }),
    step({
      env: { BRANCH: ctx.branch, FULL: `on-${ctx.branch}-${ctx.event}` },
      run: sh`echo "inner on $BRANCH $FULL" ${ctx.branch} >> "$TRACE"`,
    }),
    sh`[ ${ctx.sha} = "$(git rev-parse HEAD)" ] && echo "inner is at the commit" >> "$TRACE"`,
  ],
})
const other = job({ steps: [sh`echo "other $WHOLE $WHERE \${JOB:-none}" >> "$TRACE"`] })

export default story({
  name: 'layers',
  on: [push()],
  env: { WHOLE: "it's all", WHERE: 'story', EMPTIED: 'full' },
  stages: { one: { inner, other } },
})
