import { workflowSchema } from '../../emitters/github/schema.ts'
import { describeRefusals, type Refusal } from './schema-refusal.ts'

const step = { run: 'make' }
const steps = { 'runs-on': 'ubuntu-24.04', steps: [step] }
const flow = (job: object, rest: object = {}): object => ({ on: 'push', jobs: { a: { ...steps, ...job } }, ...rest })

const refusals: readonly Refusal[] = [
  ['a job without steps in its list', 'sees', flow({ steps: [] }), 'jobs.a.steps', /must not be empty/],
  ['a job without a runner', 'sees', { on: 'push', jobs: { a: { steps: [step] } } }, 'jobs.a', /lacks `runs-on`/],
  ['a step id with `__`', 'blind', flow({ steps: [{ ...step, id: '__s' }] }), 'jobs.a.steps.0.id', /must be an id/],
  ['a step id with a dot', 'blind', flow({ steps: [{ ...step, id: 'a.b' }] }), 'jobs.a.steps.0.id', /must be an id/],
  [
    'a misspelt key of a step',
    'sees',
    flow({ steps: [{ run: 'x', shel: 'bash' }] }),
    'jobs.a.steps.0.shel',
    /did you mean `shell`/,
  ],
  [
    'a step with `run` and `uses`',
    'sees',
    flow({ steps: [{ run: 'x', uses: 'a/b@c' }] }),
    'jobs.a.steps.0.uses',
    /unknown key `uses`/,
  ],
  [
    'a step that does nothing',
    'sees',
    flow({ steps: [{ name: 'x' }] }),
    'jobs.a.steps.0',
    /must be a step with `run` or `uses`/,
  ],
  [
    'a shell on an action',
    'sees',
    flow({ steps: [{ uses: 'a/b@c', shell: 'bash' }] }),
    'jobs.a.steps.0.shell',
    /unknown key/,
  ],
  [
    'an action without a version',
    'blind',
    flow({ steps: [{ uses: 'actions/checkout' }] }),
    'jobs.a.steps.0.uses',
    /must be an action/,
  ],
  [
    'a self reference with a version',
    'blind',
    flow({ steps: [{ uses: '$/a@v1' }] }),
    'jobs.a.steps.0.uses',
    /must be an action/,
  ],
  [
    'a script of 21,001 characters',
    'blind',
    flow({ steps: [{ run: 'x'.repeat(21_001) }] }),
    'jobs.a.steps.0.run',
    /has 21001 characters/,
  ],
  [
    'a step of 361 minutes',
    'blind',
    flow({ steps: [{ run: 'x', 'timeout-minutes': 361 }] }),
    'jobs.a.steps.0.timeout-minutes',
    /360 or less/,
  ],
  [
    'a call with steps',
    'sees',
    { on: 'push', jobs: { a: { uses: './.github/workflows/b.yml', steps: [step] } } },
    'jobs.a.steps',
    /unknown key/,
  ],
]

describeRefusals('steps of GitHub', workflowSchema, 'github-workflow.json', refusals)
