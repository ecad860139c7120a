import { workflowSchema } from '../../emitters/github/schema.ts'
import { describeRefusals, many, type Refusal } from './schema-refusal.ts'

const steps = { 'runs-on': 'ubuntu-24.04', steps: [{ run: 'make' }] }
const flowOn = (on: unknown): object => ({ on, jobs: { a: steps } })

const refusals: readonly Refusal[] = [
  [
    '26 inputs',
    'blind',
    flowOn({ workflow_dispatch: { inputs: Object.fromEntries(many(26, (i) => [`k${i}`, {}])) } }),
    'on.workflow_dispatch.inputs',
    /has 26 keys, at most 25/,
  ],
  [
    'a choice without options',
    'sees',
    flowOn({ workflow_dispatch: { inputs: { a: { type: 'choice' } } } }),
    'on.workflow_dispatch.inputs.a',
    /lacks `options`/,
  ],
  ['a misspelt event', 'sees', flowOn({ pull_requst: {} }), 'on.pull_requst', /did you mean `pull_request`/],
  ['a misspelt event on its own', 'sees', flowOn('pul_request'), 'on', /did you mean `pull_request`/],
  [
    'a misspelt key of an event',
    'sees',
    flowOn({ push: { branch: ['main'] } }),
    'on.push.branch',
    /did you mean `branches`/,
  ],
  [
    '`branches` and `branches-ignore`',
    'sees',
    flowOn({ push: { branches: ['a'], 'branches-ignore': ['b'] } }),
    'on.push',
    /exclude each other/,
  ],
  [
    '`paths` and `paths-ignore`',
    'sees',
    flowOn({ pull_request: { paths: ['a'], 'paths-ignore': ['b'] } }),
    'on.pull_request',
    /exclude each other/,
  ],
  [
    'a cron of six fields',
    'blind',
    flowOn({ schedule: [{ cron: '0 0 5 * * 1' }] }),
    'on.schedule.0.cron',
    /five fields/,
  ],
  ['a cron word', 'blind', flowOn({ schedule: [{ cron: '@daily' }] }), 'on.schedule.0.cron', /five fields/],
]

describeRefusals('events of GitHub', workflowSchema, 'github-workflow.json', refusals)
