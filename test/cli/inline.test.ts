import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pipegen, project, snapshot } from './project.ts'

test('what files call of their project is put in the place of the calls where it is asked for, and in a move', () => {
  const folder = project({
    '.github/workflows/main.yml': `on: push\npermissions: {contents: read}\njobs:\n  image:\n    uses: ./.github/workflows/image.yml\n    with: {name: shop}\n`,
    '.github/workflows/image.yml': `on: {workflow_call: {inputs: {name: {type: string}}}}
jobs:
  build:
    runs-on: ubuntu-24.04
    timeout-minutes: 10
    steps: [{uses: actions/checkout@v4, with: {persist-credentials: false}}, {uses: ./ci/build, with: {name: '\${{ inputs.name }}'}}]
`,
    'ci/build/action.yml': `inputs: {name: {}}
runs: {using: composite, steps: [{shell: bash, run: './build \${{ inputs.name }}'}]}
`,
  })
  const plain = pipegen(folder, ['import', '--stdout'])
  expect(plain.stdout).toContain("uses: './.github/workflows/image.yml'")
  expect(plain.stdout).toContain("uses: './ci/build'")
  const inlined = pipegen(folder, ['import', '--inline', '--stdout'])
  expect(inlined.stdout).toContain('sh`./build shop`')
  expect(inlined.stdout).not.toContain('uses')
  expect(inlined.stderr).toContain('written back, it means the same')
  expect(pipegen(folder, ['move', 'github', 'gitlab']).code).toBe(0)
  expect(Object.keys(snapshot(folder)).filter((path) => /story|gitlab/.test(path))).toEqual([
    '.gitlab-ci.yml',
    'main.story.ts',
  ])
  expect(readFileSync(join(folder, '.gitlab-ci.yml'), 'utf8')).toContain('./build shop')
})
