import { configSchema } from '../../emitters/gitlab/schema.ts'
import { describeRefusals, many, type Refusal } from './schema-refusal.ts'

const script = { script: ['make'] }
const pipe = (job: object): object => ({ a: { ...script, ...job } })

const refusals: readonly Refusal[] = [
  ['51 needs', 'blind', pipe({ needs: many(51, (i) => `j${i}`) }), 'a.needs', /has 51 entries, at most 50/],
  [
    'a job name of 300 characters',
    'blind',
    { ['x'.repeat(300)]: script },
    'x'.repeat(300),
    /the name has 300 characters, at most 255/,
  ],
  ['a job without a script', 'blind', { a: { stage: 'test' } }, 'a', /must be a job with `script`/],
  ['the key `true`', 'blind', { true: script }, 'true', /the name must be a name that GitLab and YAML leave free/],
  ['an empty script', 'sees', { a: { script: [] } }, 'a.script', /must not be empty/],
  [
    'a command that YAML reads as a mapping',
    'sees',
    { a: { script: [{ echo: 'x' }] } },
    'a.script.0',
    /must be a text or a list, not a mapping/,
  ],
  ['a misspelt key of a job', 'sees', pipe({ artefacts: {} }), 'a.artefacts', /did you mean `artifacts`/],
  ['a misspelt script', 'sees', { a: { scirpt: ['x'] } }, 'a.scirpt', /did you mean `script`/],
  ['a misspelt key of a rule', 'sees', pipe({ rules: [{ iff: '$A' }] }), 'a.rules.0.iff', /did you mean `if`/],
  [
    'a misspelt key of a workflow',
    'blind',
    { ...pipe({}), workflow: { rule: [] } },
    'workflow.rule',
    /did you mean `rules`/,
  ],
  ['50 tags', 'blind', pipe({ tags: many(50, (i) => `t${i}`) }), 'a.tags', /at most 49/],
  [
    '51 patterns of changes',
    'blind',
    pipe({ rules: [{ changes: many(51, String) }] }),
    'a.rules.0.changes',
    /at most 50/,
  ],
  ['a timeout without a unit', 'blind', pipe({ timeout: 'soon' }), 'a.timeout', /must be a length of time/],
  ['a resource group with a colon', 'blind', pipe({ resource_group: 'a:b' }), 'a.resource_group', /made of letters/],
  ['an unknown `when`', 'sees', pipe({ when: 'always_on' }), 'a.when', /must be one of/],
  ['`delayed` without `start_in`', 'sees', pipe({ when: 'delayed' }), 'a', /lacks `start_in`/],
  ['`start_in` without `delayed`', 'blind', pipe({ start_in: '1 hour' }), 'a', /without `start_in`/],
  [
    'a delayed rule without `start_in`',
    'blind',
    pipe({ rules: [{ when: 'delayed' }] }),
    'a.rules.0',
    /lacks `start_in`/,
  ],
  [
    '`rules` and `only`',
    'blind',
    pipe({ rules: [{ when: 'always' }], only: ['main'] }),
    'a',
    /`rules` and `only` exclude each other/,
  ],
  [
    '`script` and `run`',
    'blind',
    pipe({ run: [{ name: 'x', script: 'y' }] }),
    'a',
    /`script` and `run` exclude each other/,
  ],
  ['`trigger` and `script`', 'blind', pipe({ trigger: 'group/project' }), 'a.script', /unknown key `script`/],
  [
    'a trigger of four files',
    'sees',
    { a: { trigger: { include: many(4, (i) => ({ local: `${i}.yml` })) } } },
    'a.trigger.include',
    /at most 3/,
  ],
  [
    'a workflow rule that waits',
    'sees',
    { ...pipe({}), workflow: { rules: [{ when: 'manual' }] } },
    'workflow.rules.0.when',
    /must be one of `always`, `never`/,
  ],
  [
    'a workflow name of 256 characters',
    'sees',
    { ...pipe({}), workflow: { name: 'x'.repeat(256) } },
    'workflow.name',
    /at most 255/,
  ],
  ['151 includes', 'blind', { include: many(151, (i) => `${i}.yml`) }, 'include', /at most 150/],
  ['a stage twice', 'sees', { ...pipe({}), stages: ['a', 'a'] }, 'stages', /lists "a" twice/],
  ['the key `types`', 'sees', { ...pipe({}), types: ['a'] }, 'types', /the name must be a name/],
]

describeRefusals('jobs of GitLab', configSchema, 'gitlab-ci.json', refusals)
