import { headerSchema } from '../../emitters/gitlab/schema.ts'
import { describeRefusals, many, type Refusal } from './schema-refusal.ts'

const input = (settings: object): object => ({ spec: { inputs: { a: settings } } })

const refusals: readonly Refusal[] = [
  ['51 options', 'blind', input({ options: many(51, String) }), 'spec.inputs.a.options', /at most 50/],
  [
    'a default of another type',
    'sees',
    input({ type: 'number', default: 'x' }),
    'spec.inputs.a.default',
    /must be a number or empty/,
  ],
  ['a pattern for a number', 'blind', input({ type: 'number', regex: 'x' }), 'spec.inputs.a', /without `regex`/],
  ['a long description', 'sees', input({ description: 'x'.repeat(1025) }), 'spec.inputs.a.description', /at most 1024/],
  ['a misspelt key', 'blind', input({ option: ['x'] }), 'spec.inputs.a.option', /did you mean `options`/],
  [
    'rules and options',
    'blind',
    input({ rules: [{ options: ['x'] }], options: ['x'] }),
    'spec.inputs.a',
    /exclude each other/,
  ],
]

describeRefusals('headers of GitLab', headerSchema, 'gitlab-ci.json', refusals)
