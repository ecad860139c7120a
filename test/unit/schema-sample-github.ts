import type { GithubWorkflow } from '../../emitters/github/schema.ts'

/** A workflow that uses nearly every key. */
export const workflow = {
  name: 'shop',
  'run-name': 'shop by ${{ github.actor }}',
  on: {
    push: { branches: ['main', 'release/**'], tags: 'v*', paths: ['src/**'] },
    pull_request: { types: ['opened', 'ready_for_review'], 'paths-ignore': ['docs/**'] },
    schedule: [{ cron: '30 5 * * 1-5', timezone: 'Europe/London' }],
    workflow_dispatch: {
      inputs: {
        level: { type: 'choice', options: ['low', 'high'], default: 'low', required: true },
        'dry-run': { type: 'boolean', default: false },
      },
    },
    workflow_call: {
      inputs: { level: { type: 'string', default: '${{ github.ref }}' } },
      secrets: { token: { required: true }, other: null },
      outputs: { digest: { value: '${{ jobs.build.outputs.digest }}' } },
    },
    workflow_run: { workflows: ['other'], types: ['completed'] },
    repository_dispatch: { types: ['deploy'] },
    release: { types: 'published' },
    merge_group: null,
    create: null,
  },
  permissions: { contents: 'read', 'id-token': 'write', models: 'read' },
  env: { A: '1', B: 2, C: true },
  defaults: { run: { shell: 'bash', 'working-directory': 'app' } },
  concurrency: { group: '${{ github.ref }}', 'cancel-in-progress': "${{ github.event_name == 'pull_request' }}" },
  jobs: {
    build: {
      name: 'Build',
      'runs-on': ['self-hosted', 'linux'],
      if: '${{ !cancelled() }}',
      strategy: {
        'fail-fast': false,
        'max-parallel': 2,
        matrix: { node: [20, 22], include: [{ node: 24, experimental: true }], exclude: [{ node: 20 }] },
      },
      container: {
        image: 'node:22',
        credentials: { username: 'a', password: '${{ secrets.P }}' },
        options: '--cpus 1',
      },
      services: {
        db: { image: 'postgres:17', env: { P: 'x' }, ports: ['5432:5432', 80], entrypoint: 'run', command: '-c x' },
        cache: 'redis',
      },
      'timeout-minutes': 60,
      'cancel-timeout-minutes': 5,
      'continue-on-error': '${{ matrix.experimental }}',
      outputs: { digest: '${{ steps.image.outputs.digest }}' },
      snapshot: { 'image-name': 'mine', version: '2.*' },
      steps: [
        { uses: 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1', with: { 'fetch-depth': 1 } },
        { uses: './local', if: true },
        { uses: '$/.github/actions/mine' },
        { uses: 'docker://alpine:3.8' },
        {
          id: 'image',
          run: 'make',
          shell: 'bash',
          'timeout-minutes': 10,
          background: true,
          env: '${{ fromJSON(vars.E) }}',
        },
        { wait: ['image'] },
        { 'wait-all': true },
        { cancel: 'image' },
        { parallel: [{ run: 'a' }, { run: 'b' }] },
      ],
    },
    deploy: {
      'runs-on': { group: 'big', labels: ['linux'] },
      needs: ['build'],
      environment: { name: 'production', url: 'https://shop.example.com', deployment: false },
      concurrency: { group: 'production', queue: 'max' },
      permissions: 'read-all',
      steps: [{ run: 'make deploy' }],
    },
    call: { uses: 'a/b/.github/workflows/c.yml@v1', needs: 'deploy', with: { level: 'low' }, secrets: 'inherit' },
  },
} as const satisfies GithubWorkflow
