import { describe, expect, test } from 'vitest'
import { related } from '../../emitters/github/read/index.ts'
import { vendors } from '../../emitters/index.ts'
import { importFiles } from '../../src/cli/import/import-files.ts'
import { collect } from '../../src/diagnostics.ts'
import { complaints } from './github-accept.ts'

const main = '.github/workflows/main.yml'
const called = '.github/workflows/called.yml'
const action = '.github/actions/act/action.yml'
const head = 'on: push\npermissions: {contents: read}\n'

async function imported(files: Readonly<Record<string, string>>, leaving = true) {
  const { report, found } = collect()
  const given = Object.entries(files).map(([path, text]) => ({ path, text, related: path !== main }))
  const how = { folder: '.', targets: [], seconds: 60, leaving, inlining: true }
  const made = await importFiles(vendors.github, given, how, report)
  const tells = (code: string): readonly string[] =>
    found.flatMap((one) => (one.code === code ? [`${one.origin?.file}:${one.origin?.line} ${one.message}`] : []))
  return { ...made, tells, text: made.stories[0]?.text ?? '', jobs: made.pipelines[0]?.jobs ?? [] }
}

const call = (more = '') => `${head}jobs:
  a: {runs-on: ubuntu-24.04, timeout-minutes: 5, steps: [{run: make}]}
  k: {uses: ./${called}${more}}
`
const workflow = (jobs: string, more = '', trigger = '{}') =>
  `on: {workflow_call: ${trigger}}\n${more}jobs:\n${jobs
    .split('\n')
    .map((job) => `  ${job}\n`)
    .join('')}`
const job = (id: string, more = '') =>
  `${id}: {runs-on: ubuntu-24.04, timeout-minutes: 5${more}, steps: [{run: make ${id}}]}`

describe('a call of a workflow stays as it is, and it is told why', () => {
  test.each<readonly [why: string, caller: string, callee: string]>([
    ['its file says nothing of calls', call(), `on: push\njobs:\n  ${job('x')}\n`],
    ['it calls itself', call(), workflow(`x: {uses: ./${called}}`)],
    ['the input tag is not given', call(), workflow(job('x'), '', '{inputs: {tag: {type: string, required: true}}}')],
    ['it asks for all inputs at once', call(), workflow(job('x', ", env: {ALL: '${{ toJSON(inputs) }}'}"))],
    [
      'it asks for all secrets at once',
      call(', secrets: inherit'),
      workflow(job('x', ", env: {ALL: '${{ toJSON(secrets) }}'}")),
    ],
    ['it asks for more rights than the call has', call(), workflow(job('x', ', permissions: {contents: write}'))],
    [
      'no two runs of all its jobs may overlap',
      call(', concurrency: one'),
      workflow(job('x', ', strategy: {matrix: {os: [x, y]}}')),
    ],
    ['no two runs of all its jobs may overlap', call(), workflow(`${job('x')}\n${job('y')}`, 'concurrency: one\n')],
    ['no two runs of all its jobs may overlap', call(', concurrency: one'), workflow(`${job('x')}\n${job('y')}`)],
    [
      'it is called once for each combination of a matrix, and has several jobs',
      call(', strategy: {matrix: {os: [x, y]}}'),
      workflow(`${job('x')}\n${job('y')}`),
    ],
    [
      'its condition hangs on the matrix of the call',
      call(", strategy: {matrix: {os: [x, y]}}, with: {os: '${{ matrix.os }}'}"),
      workflow(job('x', ", if: inputs.os == 'x'"), '', '{inputs: {os: {type: string}}}'),
    ],
    ['one of its jobs runs whether others failed', call(', needs: a'), workflow(job('x', ', if: always()'))],
    [
      'it takes a secret by another name',
      call(", secrets: {key: '${{ secrets.OTHER }}'}"),
      workflow(job('x', ", environment: live, env: {KEY: '${{ secrets.key }}'}")),
    ],
    ['none of its jobs can run', call(), workflow(job('x', ', if: false'))],
    [
      'a job asks how it ended as a whole',
      `${call()}  ${job('d', ", needs: k, if: needs.k.result == 'success'")}\n`,
      workflow(`${job('x')}\n${job('y')}`),
    ],
    [
      'each of its jobs can be skipped',
      `${call()}  ${job('d', ', needs: k')}\n`,
      workflow(job('x', ", if: github.ref == 'refs/heads/main'")),
    ],
  ])('%s', async (why, caller, callee) => {
    const { tells, outputs, differences } = await imported({ [main]: caller, [called]: callee })
    expect(
      tells('import-raw')
        .filter((line) => /jobs\.\w+\.uses/.test(line))
        .join('\n'),
    ).toContain(why)
    expect(outputs[0]?.text).toContain(`uses: ./${called}`)
    expect(differences).toEqual([])
  })
})

const steps = (list: string, more = '') => `${head}jobs:
  a:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    steps:
      - uses: actions/checkout@v4
      - run: make before
      - uses: ./.github/actions/act
${more === '' ? '' : `        ${more}\n`}${list}`
const composite = (list: string, more = '') => `name: act\n${more}runs:\n  using: composite\n  steps:\n${list}`
const plain = '    - {run: make one, shell: bash}\n    - {run: make two, shell: bash}\n'

describe('a call of an action stays as it is, and it is told why', () => {
  test.each<readonly [why: string, caller: string, callee: string]>([
    ['it is a program of its own', steps(''), 'name: act\nruns: {using: node20, main: index.js}\n'],
    ['it calls itself', steps(''), composite('    - {uses: ./.github/actions/act}\n')],
    [
      'asks whether another one of them failed',
      steps(''),
      composite(`${plain}    - {run: make three, shell: bash, if: always()}\n`),
    ],
    ['its own steps hang on each other alone', steps('', 'if: always()'), composite(plain)],
    ['continue-on-error holds for all of its steps', steps('', 'continue-on-error: true'), composite(plain)],
    [
      'it asks for all inputs at once',
      steps(''),
      composite("    - {run: 'echo ${{ toJSON(inputs) }}', shell: bash}\n"),
    ],
    [
      'it asks for github.action_ref',
      steps(''),
      composite("    - {run: 'echo ${{ github.action_ref }}', shell: bash}\n"),
    ],
    [
      'more is asked of it than its outputs',
      steps("      - {run: make, if: steps.act.outcome == 'success'}\n", 'id: act'),
      composite(plain),
    ],
    [
      'is something even where its steps did not run',
      steps(
        "      - {run: 'echo ${{ steps.act.outputs.word }}'}\n",
        "{id: act, if: github.ref == 'refs/heads/main'}",
      ).replace(/\n {8}\{id: act, if: (.*)\}\n/, '\n        id: act\n        if: $1\n'),
      composite(plain, 'outputs: {word: {value: always}}\n'),
    ],
    [
      'it changes the variable MODE',
      steps('', "with: {mode: '${{ env.MODE }}'}"),
      composite(
        "    - {run: 'echo MODE=x >> \"$GITHUB_ENV\"', shell: bash}\n    - {run: 'make ${{ inputs.mode }}', shell: bash}\n",
        'inputs: {mode: {}}\n',
      ),
    ],
    [
      'it asks for files that it may change itself',
      steps('', 'with: {key: "${{ hashFiles(\'lock\') }}"}'),
      composite(
        "    - {run: make lock, shell: bash}\n    - {run: 'make ${{ inputs.key }}', shell: bash}\n",
        'inputs: {key: {}}\n',
      ),
    ],
  ])('%s', async (why, caller, callee) => {
    const { tells, outputs, differences } = await imported({ [main]: caller, [action]: callee })
    expect(tells('import-as-is').join('\n')).toContain(why)
    expect(outputs[0]?.text).toContain('uses: ./.github/actions/act')
    expect(differences).toEqual([])
  })
})

describe('what takes the place of a call', () => {
  test('is accepted by the vendor, and waits as the call did', async () => {
    const { outputs, jobs, differences } = await imported({
      [main]: `${call(", needs: a, with: {more: '${{ github.ref_name }}'}")}  ${job('d', ', needs: k')}\n  ${job('e', ', needs: d')}\n`,
      [called]: workflow(
        `${job('x')}\n${job('y', ", needs: x, if: github.event_name == 'push' && inputs.more == 'main'")}`,
        'env: {MODE: quick}\n',
        '{inputs: {more: {type: string}}}',
      ),
    })
    expect(jobs.map(({ id, needs }) => [id, needs.map((need) => `${need.job}${need.optional ? '?' : ''}`)])).toEqual([
      ['a', []],
      ['k-x', ['a']],
      ['k-y', ['k-x']],
      ['d', ['k-x', 'k-y?']],
      ['e', ['d']],
    ])
    expect(jobs.map(({ env }) => env.map(({ name }) => name))).toEqual([[], ['MODE'], ['MODE'], [], []])
    expect(differences).toEqual([])
    expect(await complaints(outputs[0]?.text ?? '')).toEqual([])
  })

  test('waits for other runs as the call or its workflow did', async () => {
    const group = 'x-${{ inputs.group }}'
    const { outputs, differences } = await imported({
      [main]: call(', with: {group: one}'),
      [called]: workflow(job('x'), `concurrency: {group: '${group}'}\n`, '{inputs: {group: {type: string}}}'),
    })
    expect(outputs[0]?.text).toMatch(/ {2}k:\n(?: {4}.*\n)* {4}concurrency:(?:\n {6}group:)? x-one\n/)
    expect(differences).toEqual([])
  })

  test('has all combinations of both matrices', async () => {
    const matrix = (name: string, values: string) => `, strategy: {fail-fast: false, matrix: {${name}: ${values}}}`
    const { jobs, differences } = await imported({
      [main]: call(`${matrix('os', '[x, y]')}, with: {os: '\${{ matrix.os }}'}`),
      [called]: workflow(
        job('x', `${matrix('version', '[1, 2, 3]')}, env: {OS: '\${{ inputs.os }}'}`),
        '',
        '{inputs: {os: {type: string}}}',
      ),
    })
    expect(jobs.find(({ id }) => id === 'k')?.matrix?.cells).toHaveLength(6)
    expect(differences).toEqual([])
  })

  test('finds the files of the action where the sources are', async () => {
    const { text, differences } = await imported({
      [main]: steps('')
        .replace('checkout@v4', 'checkout@v4\n        with: {path: src}')
        .replace('./.github', './src/.github'),
      [action]: composite('    - {run: "$GITHUB_ACTION_PATH/build", shell: bash}\n'),
    })
    expect(text).toMatch(/\$ACTION_PATH\/build/)
    expect(text).toMatch(/ACTION_PATH: `\$\{ctx\.workspace\}\/src\/\.github\/actions\/act`/)
    expect(differences).toEqual([])
  })

  test('runs after a failure of the set-up too where the vendor is left, which is told', async () => {
    const files = {
      [main]: steps('').replace('      - run: make before\n', ''),
      [action]: composite(`${plain}    - {run: make three, shell: bash, if: always()}\n`),
    }
    const left = await imported(files)
    expect(left.tells('import-approximate').join('\n')).toContain(`${action}:7 runs.steps[2].if became`)
    expect(left.jobs[0]?.steps.map((step) => step.status)).toEqual(['success', 'success', 'always'])
    expect((await imported(files, false)).tells('import-as-is').join('\n')).toContain('./.github/actions/act')
  })
})

test('files that call each other again and again come to an end', async () => {
  const file = (index: number): string => `.github/workflows/w${index}.yml`
  const jobs = (index: number): string =>
    [0, 1, 2, 3, 4].map((one) => `j${one}: {uses: ./${file(index + 1)}}`).join('\n')
  const files = Object.fromEntries([1, 2, 3, 4, 5, 6].map((index) => [file(index), workflow(jobs(index))]))
  const { tells } = await imported({
    [main]: `${head}jobs:\n  k: {uses: ./${file(1)}}\n`,
    ...files,
    [file(7)]: workflow(job('x')),
  })
  expect(tells('import-raw').join('\n')).toContain('call each other too often')
})

test('the files that are called are named, unless the calls stay', () => {
  const files = [{ path: main, text: `${call()}  b: {runs-on: x, steps: [{uses: ./act}, {uses: a/b@v1}]}\n` }]
  expect(related(files)).toEqual([])
  expect(related(files, { leaving: false, inlining: true })).toEqual([called, 'act/action.yml', 'act/action.yaml'])
})
