import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { GithubStep } from '../../emitters/github/schema.ts'
import { folder, load, runStep } from './github-load.ts'

type Inputs = Readonly<Record<string, string | number | boolean>>

describe('an artifact comes back to where it was', () => {
  test.each([
    ['folder', ['out/site/index.html', 'out/site/a/b.css']],
    ['file', ['target/app.jar']],
    ['either', ['bin/tool']],
    ['either', ['bin/tool/main', 'bin/tool/lib/x']],
    ['glob', ['reports/one.xml']],
    ['glob', ['reports/one.xml', 'reports/two.xml']],
    ['several', ['out/a/x', 'out/b.txt']],
    ['far', ['x/1', 'y/2']],
    ['hidden', ['.cache/state/x']],
  ])('%s: %s', async (name, files) => {
    const { steps } = await load('artifacts')
    const from = folder()
    for (const file of files) write(from, file)
    const into = folder()
    travel(inputsOf(steps('build'), 'upload', name), inputsOf(steps('use'), 'download', name), from, into)
    expect(filesOf(into)).toEqual([...files].sort())
  })
})

test('hidden files travel too, and nothing found is an error unless the story says otherwise', async () => {
  const { steps } = await load('artifacts')
  expect(inputsOf(steps('build'), 'upload', 'hidden')).toMatchObject({
    'include-hidden-files': true,
    'if-no-files-found': 'error',
    'retention-days': 7,
  })
  expect(inputsOf(steps('build'), 'upload', 'maybe')).toMatchObject({ 'if-no-files-found': 'ignore' })
})

test('an artifact that may not be there is asked for by a pattern, for a name that is missing fails the job', async () => {
  const { steps } = await load('artifacts')
  const asked = (job: string, name: string) => inputsOf(steps(job), 'download', name)
  expect(asked('use', 'folder')).toMatchObject({ name: 'folder' })
  for (const [job, name] of [
    ['use', 'maybe'],
    ['use', 'wreck'],
    ['later', 'maybe'],
    ['later', 'wreck'],
  ] as const)
    expect(asked(job, name)).toMatchObject({ pattern: name, 'merge-multiple': true })
})

test('runs of a matrix have a name each, and what needs them gets them all and no other', async () => {
  const { steps } = await load('artifacts')
  expect(inputsOf(steps('cells'), 'upload', 'part')).toMatchObject({ name: 'part-${{ strategy.job-index }}' })
  expect(inputsOf(steps('use'), 'download', 'part')).toMatchObject({ pattern: 'part-+([0-9])', 'merge-multiple': true })
})

test('file modes survive, without what is left out', async () => {
  const { step } = await load('artifacts')
  const [from, into] = [folder(), folder()]
  for (const file of ['tools/run.sh', 'tools/.x.sh', 'tools/no.txt', 'tools/deep/er/y', 'tools/deep/skip'])
    write(from, file)
  chmodSync(join(from, 'tools/run.sh'), 0o755)
  expect(runStep(step('build', 'Pack modes with file modes'), from)).toMatchObject({ status: 0 })
  cpSync(join(from, '.modes.tar'), join(into, '.modes.tar'))
  expect(runStep(step('use', 'Unpack modes'), into)).toMatchObject({ status: 0 })
  expect(filesOf(into)).toEqual(['tools/.x.sh', 'tools/deep/er/y', 'tools/run.sh'])
  expect(statSync(join(into, 'tools/run.sh')).mode & 0o111).not.toBe(0)
})

test('archives of several runs of a matrix are all unpacked', async () => {
  const { step } = await load('artifacts')
  const into = folder()
  for (const cell of ['0', '1']) {
    const from = folder()
    write(from, `bin/tool-${cell}`)
    runStep(step('cells', 'Pack packed with file modes'), from, { CELL: cell })
    cpSync(join(from, `.packed-${cell}.tar`), join(into, `.packed-${cell}.tar`))
  }
  runStep(step('use', 'Unpack packed'), into)
  expect(filesOf(into)).toEqual(['bin/tool-0', 'bin/tool-1'])
})

function inputsOf(steps: readonly GithubStep[], way: 'upload' | 'download', name: string): Inputs {
  const wanted = `${way === 'upload' ? 'Upload' : 'Download'} ${name}`
  return steps.find((step) => step.name === wanted)?.with as Inputs
}

function write(root: string, file: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), file)
}

function filesOf(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(join(root, file)).isFile())
    .sort()
}

// What the two actions do with files: https://github.com/actions/upload-artifact/blob/main/src/shared/search.ts
function travel(up: Inputs, down: Inputs, from: string, into: string): void {
  const patterns = String(up.path)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.replace(/\/$/, ''))
  const starts = patterns.map((pattern) => {
    const parts = pattern.split('/')
    const glob = parts.findIndex((part) => /[*?[]/.test(part))
    return glob < 0 ? parts : parts.slice(0, glob)
  })
  const files = filesOf(from).filter((file) => patterns.some((pattern) => matches(pattern, file)))
  const [first = [], ...others] = starts
  const end = first.findIndex((part, index) => others.some((other) => other[index] !== part))
  const common = (others.length === 0 || end < 0 ? first : first.slice(0, end)).join('/')
  const root = files.length === 1 && files[0] === common ? dirname(common) : common
  for (const file of files) {
    const short = root === '' || root === '.' ? file : file.slice(root.length + 1)
    const to = join(into, String(down.path ?? '.'), short)
    mkdirSync(dirname(to), { recursive: true })
    writeFileSync(to, readFileSync(join(from, file)))
    expect(existsSync(to)).toBe(true)
  }
}

function matches(pattern: string, file: string): boolean {
  const source = pattern.replaceAll(/[.+]/g, '\\$&').replaceAll('*', '[^/]*')
  return new RegExp(`^${source}(/.*)?$`).test(file)
}
