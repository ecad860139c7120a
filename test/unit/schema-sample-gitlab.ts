import type { GitlabReference } from '../../emitters/gitlab/schema/scalar.ts'
import type { GitlabConfig, GitlabGlobals, GitlabHeader, GitlabJob } from '../../emitters/gitlab/schema.ts'

const globals = {
  default: { tags: ['docker'], retry: { max: 2, when: ['script_failure'] }, interruptible: true, timeout: '1h 30m' },
  include: [
    'local.yml',
    { local: '/a.yml', rules: [{ if: '$A' }] },
    { project: 'group/project', ref: 'main', file: ['a.yml', 'b.yml'] },
    { component: '$CI_SERVER_FQDN/a/b/c@1.0', inputs: { stage: 'test' } },
    { remote: 'https://example.com/a.yml', integrity: 'sha256-L3/GAoKaw0Arw6hDCKeKQlV1QPEgHYxGBHsH4zG1IY8=' },
  ],
  stages: ['.pre', 'build', 'test', 'deploy'],
  variables: { A: '1', B: { value: 'x', options: ['x', 'y'], description: 'which', expand: false } },
  workflow: {
    name: 'shop',
    auto_cancel: { on_new_commit: 'interruptible', on_job_failure: 'none' },
    rules: [
      {
        if: '$CI_PIPELINE_SOURCE == "push"',
        changes: { paths: ['src/**/*'], compare_to: 'main' },
        variables: { E: 'push' },
      },
      { when: 'never' },
    ],
  },
} as const satisfies GitlabGlobals

const jobs = {
  '.template': { before_script: ['set -e'] },
  build: {
    stage: 'build',
    extends: ['.template'],
    image: {
      name: 'node:22',
      entrypoint: [''],
      docker: { platform: 'linux/arm64', user: '1000' },
      pull_policy: 'always',
    },
    services: [
      'redis',
      { name: 'postgres:17', alias: 'db', variables: { P: { value: '$x', expand: false } }, command: ['-c', 'x'] },
    ],
    parallel: { matrix: [{ NODE: ['20', '22'], OS: 'linux' }] },
    cache: [
      {
        key: { files: ['package-lock.json'], prefix: 'npm' },
        paths: ['.npm'],
        policy: 'pull-push',
        fallback_keys: ['npm'],
      },
      { key: { files_commits: ['a'] }, paths: ['b'], when: 'always', unprotect: true },
    ],
    script: ['make', ['.template', 'script']],
    after_script: [],
    hooks: { pre_get_sources_script: ['date'] },
    coverage: '/\\d+%/',
    artifacts: {
      paths: ['dist/'],
      expire_in: '7 days',
      expose_as: 'the site',
      access: 'developer',
      reports: {
        junit: 'r/*.xml',
        dotenv: ['a.env'],
        coverage_report: { coverage_format: 'cobertura', path: 'c.xml' },
      },
    },
    id_tokens: { TOKEN: { aud: ['https://a.example.com', 'b'] } },
    secrets: {
      S: { vault: { engine: { name: 'kv', path: 'ops' }, path: 'a', field: 'b' }, file: false, token: '$TOKEN' },
    },
    inputs: { level: { default: 'low', options: ['low', 'high'] } },
    manual_confirmation: 'Sure?',
    dast_configuration: { site_profile: 'a' },
    variables: { A: 1, B: true, C: reference('.template', 'variables', 'C') },
  },
  deploy: {
    stage: 'deploy',
    needs: [
      'build',
      { job: 'build', artifacts: true, optional: true, parallel: { matrix: [{ NODE: '20', OS: 'linux' }] } },
      { project: 'a/b', job: 'c', ref: 'main' },
      { pipeline: '$UPSTREAM', job: 'd' },
    ],
    rules: [
      { if: '$CI_COMMIT_TAG', when: 'delayed', start_in: '30 minutes', allow_failure: { exit_codes: [137] } },
      { changes: ['a/**/*'], exists: { paths: ['b'], project: 'a/b' }, needs: ['build'], interruptible: false },
      reference('.template', 'rules'),
    ],
    environment: {
      name: 'review/$CI_COMMIT_REF_SLUG',
      url: 'https://$CI_ENVIRONMENT_SLUG.example.com',
      on_stop: 'stop',
      auto_stop_in: '1 week',
      deployment_tier: 'development',
      kubernetes: { agent: 'a/b:c', dashboard: { namespace: 'n' }, managed_resources: { enabled: false } },
    },
    resource_group: 'production/$CI_COMMIT_REF_SLUG',
    script: 'make deploy',
    retry: 2,
    release: {
      tag_name: 'v1',
      description: 'x',
      assets: { links: [{ name: 'a', url: 'https://b', link_type: 'other' }] },
    },
    pages: { publish: 'public', expire_in: 'never' },
    inherit: { default: ['image', 'tags'], variables: false },
  },
  child: {
    trigger: { include: [{ artifact: 'x.yml', job: 'build' }], strategy: 'mirror', forward: { yaml_variables: true } },
  },
  other: { trigger: { project: 'a/b', branch: 'main', inputs: { a: [1] } }, allow_failure: true, when: 'manual' },
  steps: {
    run: [
      { name: 'a', script: 'b', env: { C: 'd' } },
      { name: 'b', func: { git: { url: 'c', rev: 'd' } } },
    ],
  },
  status: { needs: { pipeline: 'a/b' } },
  old: { script: ['x'], only: { refs: ['main'], kubernetes: 'active' }, except: ['tags'], dependencies: [] },
} as const satisfies Readonly<Record<string, GitlabJob>>

/** A configuration that uses nearly every key. */
export const config = { ...globals, ...jobs } as const satisfies GitlabConfig

/** A header that uses every key. */
export const header = {
  spec: {
    inputs: {
      level: { type: 'string', default: 'low', options: ['low', 'high'], description: 'how much' },
      count: { type: 'number', default: 1 },
      names: { type: 'array', default: [] },
      version: { regex: '^v\\d+$' },
      region: { rules: [{ if: '$[[ inputs.level ]] == "low"', options: ['a'], default: 'a' }, { options: ['b'] }] },
      must: null,
    },
    include: [{ local: '/inputs.yml' }],
    component: ['name', 'version'],
  },
} as const satisfies GitlabHeader

// The tag itself is no part of the data that the schema is asked about.
function reference(...to: readonly [string, string, ...string[]]): GitlabReference {
  return to as unknown as GitlabReference
}
