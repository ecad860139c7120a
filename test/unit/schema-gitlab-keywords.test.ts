import { configSchema } from '../../emitters/gitlab/schema.ts'
import { describeRefusals, many, type Refusal } from './schema-refusal.ts'

const pipe = (job: object): object => ({ a: { script: ['make'], ...job } })

const refusals: readonly Refusal[] = [
  [
    'a misspelt key of a cache',
    'blind',
    pipe({ cache: { key: 'x', path: ['y'] } }),
    'a.cache.path',
    /did you mean `paths`/,
  ],
  [
    'a misspelt key of a cache key',
    'blind',
    pipe({ cache: { key: { file: ['y'] } } }),
    'a.cache.key.file',
    /did you mean `files`/,
  ],
  [
    'a misspelt key of artifacts',
    'sees',
    pipe({ artifacts: { expires_in: '1 day' } }),
    'a.artifacts.expires_in',
    /did you mean `expire_in`/,
  ],
  [
    'a misspelt key of Kubernetes',
    'blind',
    pipe({ environment: { name: 'x', kubernetes: { agnt: 'x' } } }),
    'a.environment.kubernetes.agnt',
    /did you mean `agent`/,
  ],
  ['five caches', 'blind', pipe({ cache: many(5, (i) => ({ key: `k${i}` })) }), 'a.cache', /at most 4/],
  [
    'three files of a key',
    'sees',
    pipe({ cache: { key: { files: ['a', 'b', 'c'] } } }),
    'a.cache.key.files',
    /at most 2/,
  ],
  ['a key with a slash', 'sees', pipe({ cache: { key: 'a/b' } }), 'a.cache.key', /without a slash/],
  [
    'six fallback keys',
    'sees',
    pipe({ cache: { fallback_keys: many(6, String) } }),
    'a.cache.fallback_keys',
    /at most 5/,
  ],
  ['three retries', 'sees', pipe({ retry: 3 }), 'a.retry', /2 or less/],
  [
    'a retry after an unknown failure',
    'sees',
    pipe({ retry: { when: 'script_failed' } }),
    'a.retry.when',
    /did you mean `script_failure`/,
  ],
  ['201 jobs at once', 'sees', pipe({ parallel: 201 }), 'a.parallel', /200 or less/],
  ['an empty matrix', 'blind', pipe({ parallel: { matrix: [] } }), 'a.parallel.matrix', /must not be empty/],
  [
    'a matrix variable with a dash',
    'blind',
    pipe({ parallel: { matrix: [{ 'A-B': 'x' }] } }),
    'a.parallel.matrix.0.A-B',
    /letters, digits/,
  ],
  ['a variable that is empty', 'sees', pipe({ variables: { A: null } }), 'a.variables.A', /not empty/],
  [
    'a variable of a job with a description',
    'sees',
    pipe({ variables: { A: { value: 'x', description: 'y' } } }),
    'a.variables.A.description',
    /unknown key/,
  ],
  [
    'an expiry without a unit',
    'blind',
    pipe({ artifacts: { paths: ['x'], expire_in: 'later' } }),
    'a.artifacts.expire_in',
    /must be a length of time/,
  ],
  [
    '`expose_as` with a slash',
    'blind',
    pipe({ artifacts: { paths: ['x'], expose_as: 'a/b' } }),
    'a.artifacts.expose_as',
    /made of letters/,
  ],
  ['`expose_as` without paths', 'blind', pipe({ artifacts: { expose_as: 'a' } }), 'a.artifacts', /lacks `paths`/],
  ['an environment with a colon', 'blind', pipe({ environment: 'a:b' }), 'a.environment', /made of letters/],
  [
    'an unknown tier',
    'blind',
    pipe({ environment: { name: 'x', deployment_tier: 'live' } }),
    'a.environment.deployment_tier',
    /`production`/,
  ],
  ['a token without an audience', 'sees', pipe({ id_tokens: { T: {} } }), 'a.id_tokens.T', /lacks `aud`/],
  [
    'a secret of two providers',
    'blind',
    pipe({ secrets: { S: { vault: 'a/b/c@d', azure_key_vault: { name: 'x' } } } }),
    'a.secrets.S',
    /one provider/,
  ],
  [
    'a coverage report of no format',
    'sees',
    pipe({ artifacts: { reports: { coverage_report: { coverage_format: 'lcov', path: 'x' } } } }),
    'a.artifacts.reports.coverage_report.coverage_format',
    /must be one of `cobertura`/,
  ],
  [
    'a coverage report without a path',
    'blind',
    pipe({ artifacts: { reports: { coverage_report: { coverage_format: 'jacoco' } } } }),
    'a.artifacts.reports.coverage_report',
    /lacks `path`/,
  ],
]

describeRefusals('keywords of GitLab', configSchema, 'gitlab-ci.json', refusals)
