// The library on all versions.
import { dependencies, job, matrix, pullRequest, push, python, service, sh, story, tag } from 'pipegen'

const postgres = service({ image: 'postgres:13', port: 5432, env: { POSTGRES_HOST_AUTH_METHOD: 'trust' } })

const testCommon = {
  services: { postgres },
  caches: [dependencies('pip')],
  steps: [
    sh`
      sudo apt-get update
      sudo apt-get install --yes --no-install-recommends libpq-dev graphviz
    `,
    sh`pip install -e .[test]`,
    sh`
      set +o pipefail
      result=0
      flake8 || result=$?
      pytest --db "$DB" | tee out.txt || result=$?
      exit "$result"
    `,
  ],
} as const

const test = job({
  ...testCommon,
  matrix: matrix(
    {},
    {
      include: [
        { python: '3.8', DB: 'postgres', EXTRA: 'two words' },
        { python: '3.8', DB: 'sqlite', EXTRA: '' },
        { python: '3.10', DB: 'postgres', EXTRA: 'two words' },
        { python: '3.10', DB: 'sqlite', EXTRA: '' },
        { python: '3.12', DB: 'postgres', EXTRA: 'last' },
      ],
    },
  ),
  tools: (cell) => [python(cell.python)],
  env: ({ DB, EXTRA }) => ({
    PIP_NO_CACHE: '1',
    DB: DB,
    EXTRA: EXTRA,
    PGHOST: postgres.host,
    PGPORT: postgres.port,
    PGUSER: 'postgres',
  }),
})

const testMayFail = job({
  ...testCommon,
  tools: [python('3.14')],
  env: {
    PIP_NO_CACHE: '1',
    DB: 'postgres',
    EXTRA: 'two words',
    PGHOST: postgres.host,
    PGPORT: postgres.port,
    PGUSER: 'postgres',
  },
  allowFailure: true,
})

export default story({
  name: 'ci',
  targets: ['github'],
  on: [push(), tag('**'), pullRequest()],
  defaults: { checkout: { depth: 50, submodules: 'recursive', pullRequest: 'merge' } },
  stages: { test: { test, 'test-may-fail': testMayFail } },
})
