import { workflowSchema } from '../../emitters/github/schema.ts'
import { describeRefusals, many, type Refusal } from './schema-refusal.ts'

const step = { run: 'make' }
const steps = { 'runs-on': 'ubuntu-24.04', steps: [step] }
const flow = (job: object, rest: object = {}): object => ({ on: 'push', jobs: { a: { ...steps, ...job } }, ...rest })

const refusals: readonly Refusal[] = [
  ['no jobs', 'sees', { on: 'push', jobs: {} }, 'jobs', /must not be empty/],
  ['no `on`', 'sees', { jobs: { a: steps } }, '', /lacks `on`/],
  [
    'the key `true`, which a YAML 1.1 reader makes of `on`',
    'sees',
    { true: 'push', jobs: { a: steps } },
    'true',
    /unknown key/,
  ],
  ['a job without steps', 'blind', { on: 'push', jobs: { a: { 'runs-on': 'x' } } }, 'jobs.a', /lacks `steps`/],
  ['a job id with `__`', 'blind', { on: 'push', jobs: { __a: steps } }, 'jobs.__a', /the name must be an id/],
  ['a job id with a digit first', 'sees', { on: 'push', jobs: { '1a': steps } }, 'jobs.1a', /the name must be an id/],
  [
    'a job id of 100 characters',
    'blind',
    { on: 'push', jobs: { ['a'.repeat(100)]: steps } },
    `jobs.${'a'.repeat(100)}`,
    /the name must be an id/,
  ],
  [
    'a misspelt key of a job',
    'sees',
    flow({ timeout_minutes: 5 }),
    'jobs.a.timeout_minutes',
    /did you mean `timeout-minutes`/,
  ],
  ['a misspelt key of a workflow', 'sees', flow({}, { permission: {} }), 'permission', /did you mean `permissions`/],
  [
    'a misspelt key of a container',
    'sees',
    flow({ container: { image: 'x', option: '' } }),
    'jobs.a.container.option',
    /did you mean `options`/,
  ],
  [
    'a misspelt key of credentials',
    'blind',
    flow({ container: { image: 'x', credentials: { user: 'a', password: 'b' } } }),
    'jobs.a.container.credentials',
    /lacks `username`/,
  ],
  [
    'a misspelt key of a runner group',
    'blind',
    flow({ 'runs-on': { groups: 'x' } }),
    'jobs.a.runs-on.groups',
    /did you mean `group`/,
  ],
  ['half a minute', 'blind', flow({ 'timeout-minutes': 0.5 }), 'jobs.a.timeout-minutes', /must be a whole number/],
  ['a timeout in words', 'sees', flow({ 'timeout-minutes': 'ten' }), 'jobs.a.timeout-minutes', /must be an expression/],
  [
    'a group of 401 characters',
    'blind',
    flow({ concurrency: { group: 'x'.repeat(401) } }),
    'jobs.a.concurrency.group',
    /at most 400/,
  ],
  [
    'cancel and queue',
    'blind',
    flow({ concurrency: { group: 'x', 'cancel-in-progress': true, queue: 'max' } }),
    'jobs.a.concurrency',
    /without `cancel-in-progress`/,
  ],
  [
    'an environment of 256 characters',
    'blind',
    flow({ environment: 'x'.repeat(256) }),
    'jobs.a.environment',
    /at most 255/,
  ],
  [
    'an axis of 257 values',
    'blind',
    flow({ strategy: { matrix: { a: many(257, String) } } }),
    'jobs.a.strategy.matrix.a',
    /at most 256/,
  ],
  [
    'a permission that is none',
    'sees',
    flow({ permissions: { contents: 'all' } }),
    'jobs.a.permissions.contents',
    /must be one of `read`/,
  ],
  [
    'a permission to write what can only be read',
    'sees',
    flow({ permissions: { models: 'write' } }),
    'jobs.a.permissions.models',
    /must be one of `read`, `none`/,
  ],
  [
    'a permission that does not exist',
    'sees',
    flow({ permissions: { content: 'read' } }),
    'jobs.a.permissions.content',
    /did you mean `contents`/,
  ],
  [
    'a call without a version',
    'blind',
    { on: 'push', jobs: { a: { uses: 'a/b/.github/workflows/c.yml' } } },
    'jobs.a.uses',
    /must be a workflow/,
  ],
  [
    'an environment variable that is a list',
    'sees',
    flow({ env: { A: ['x'] } }),
    'jobs.a.env.A',
    /must be a text, a number or true or false, not a list/,
  ],
  [
    'an environment variable with a space',
    'blind',
    flow({ env: { 'A B': 'x' } }),
    'jobs.a.env.A B',
    /the name must be free of spaces/,
  ],
  ['the same need twice', 'blind', flow({ needs: ['b', 'b'] }), 'jobs.a.needs', /lists "b" twice/],
]

describeRefusals('jobs of GitHub', workflowSchema, 'github-workflow.json', refusals)
