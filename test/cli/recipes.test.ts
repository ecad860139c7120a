import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pipegen, project } from './project.ts'

test('a step that pipegen knows stands once in the story, and reaches every vendor', () => {
  const workflow = [
    'on: push',
    'jobs:',
    '  image:',
    '    runs-on: ubuntu-latest',
    '    steps:',
    '      - uses: actions/checkout@v4',
    '      - uses: docker/setup-buildx-action@v3',
    '      - uses: docker/build-push-action@v6',
    '        with: { tags: shop, load: true }',
    '',
  ].join('\n')
  const folder = project({ '.github/workflows/pack.yml': workflow })
  const shown = pipegen(folder, ['import', '--to', 'gitlab'])
  expect([shown.code, /step\.recipe +lowered/.test(shown.stderr)]).toEqual([0, true])
  const told = readFileSync(join(folder, 'pack.story.ts'), 'utf8')
  expect([told.includes('docker/build-push-action@v6'), told.includes('docker buildx build')]).toEqual([true, false])
  const emitted = pipegen(folder, ['emit', '--to', 'gitlab', '--stdout'])
  expect(emitted.stdout).toContain('docker buildx build --tag shop --load .')
  // For its own vendor nothing changes by it.
  expect(pipegen(folder, ['emit', '--to', 'github', '--stdout']).stdout).toBe(
    pipegen(folder, ['emit', '--stdout']).stdout,
  )
  expect(pipegen(folder, ['plan', '--to', 'gitlab', '--format', 'json']).code).toBe(0)
  expect(pipegen(folder, ['check', '--to', 'gitlab']).stderr).toContain('drift-missing')
})
