import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { inNewFolder, writeInto } from '../harness/checkout.ts'
import { type Here, placeStory, runPlaced } from '../harness/run-here.ts'

const story = (
  ...jobs: readonly string[]
): string => `import { job, push, sh, step, story, dependencies, cache, after } from 'pipegen'
${jobs.map((text, index) => `const j${index} = job(${text})\n`).join('')}export default story({ name: 'work', on: [push()], stages: { ${jobs.map((_, index) => `s${index}: { j${index} }`).join(', ')} } })
`

describe('the files that a job finds', () => {
  test('are those of the working tree, with what is not committed and without what is ignored', () => {
    inNewFolder((folder) => {
      const here = placeStory(
        folder,
        story(
          '{ steps: [sh`cat README.md new.txt link script; ls -A . deep ignored >> "$TRACE" 2>/dev/null || true; ./script; git status --short >> "$TRACE"; git log --format=%s >> "$TRACE"`] }',
        ),
        {
          'gone.txt': 'x\n',
          'deep/er/file': 'deep\n',
        },
      )
      rmSync(join(here.project, 'gone.txt'))
      writeInto(here.project, {
        'README.md': 'changed\n',
        'new.txt': 'new\n',
        'ignored/x': 'ignored\n',
        script: '#!/bin/sh\necho ran >> "$TRACE"\n',
      })
      chmodSync(join(here.project, 'script'), 0o755)
      symlinkSync('README.md', join(here.project, 'link'))
      const { code, stdout } = runPlaced(here)
      expect(stdout.toString()).toContain('changed\nnew\nchanged\n#!/bin/sh\n')
      expect(code).toBe(0)
      expect(trace(here)).toEqual(
        [
          '.:',
          '.git',
          '.gitignore',
          'README.md',
          'ci.story.ts',
          'deep',
          'link',
          'new.txt',
          'script',
          'src',
          '',
          'deep:',
          'er',
        ].concat(['ran', ' M README.md', ' D gone.txt', '?? link', '?? new.txt', '?? script', 'Everything']),
      )
    })
  })

  test('are a copy: what a job does to them, and to git, reaches neither the project nor the next job', () => {
    inNewFolder((folder) => {
      const mess =
        '{ steps: [sh`echo x >> README.md; chmod 600 src/file.txt; mv src other; mkdir src; cp other/file.txt src/file.txt; touch extra; ln -s / root; git config user.name Leak; git -c user.email=a@b commit -aqm Leak; git tag leak; git branch leak; chmod 555 other`] }'
      const look =
        '{ steps: [sh`cat README.md src/file.txt >> "$TRACE"; ls -A >> "$TRACE"; ls -l src | grep -c rw-r--r-- >> "$TRACE"; git log --format=%s >> "$TRACE"; git tag >> "$TRACE"; git config user.name >> "$TRACE" || true; git status --short >> "$TRACE"`] }'
      const here = placeStory(folder, story(mess, look, mess, look))
      const { code, stderr } = runPlaced(here, ['-j', '1'])
      expect(stderr).toBe('')
      expect(code).toBe(0)
      const clean = [
        'A project.',
        'content',
        '.git',
        '.gitignore',
        'README.md',
        'ci.story.ts',
        'src',
        '1',
        'Everything',
      ]
      expect(trace(here)).toEqual([...clean, ...clean])
      expect(readFileSync(join(here.project, 'README.md'), 'utf8')).toBe('A project.\n')
      expect(readdirSync(join(here.project, '.git/refs/tags'))).toEqual([])
      expect(readdirSync(join(folder, 'tmp'))).toEqual([])
    })
  })

  test('cannot be pushed from, unless the story gives credentials', () => {
    inNewFolder((folder) => {
      const push = (checkout: string) => `{ ${checkout} steps: [sh\`git remote get-url --push origin >> "$TRACE"\`] }`
      const here = placeStory(folder, story(push(''), push('checkout: { credentials: true },')))
      expect(runPlaced(here).code).toBe(0)
      expect(trace(here)).toEqual([
        '/dev/null/checkout-without-credentials',
        'git@gitlab.example.com:group/project.git',
      ])
    })
  })

  test('are none without a checkout, and all of a folder that git does not know', () => {
    inNewFolder((folder) => {
      const here = placeStory(
        folder,
        story(
          '{ checkout: false, steps: [sh`ls -A | wc -l | tr -d " " >> "$TRACE"`] }',
          '{ steps: [sh`ls -A >> "$TRACE"`] }',
        ),
      )
      rmSync(join(here.project, '.git'), { recursive: true })
      expect(runPlaced(here).code).toBe(0)
      expect(trace(here)).toEqual(['0', '.gitignore', 'README.md', 'ci.story.ts', 'src'])
    })
  })

  test('are the project itself, one job at a time, where that is asked for', () => {
    inNewFolder((folder) => {
      const here = placeStory(
        folder,
        story('{ steps: [sh`touch made; echo one >> "$TRACE"`] }', '{ needs: [], steps: [sh`ls made >> "$TRACE"`] }'),
      )
      expect(runPlaced(here, ['--in-place']).code).toBe(0)
      expect(trace(here)).toEqual(['one', 'made'])
      expect(existsSync(join(here.project, 'made'))).toBe(true)
    })
  })
})

test('caches come back under the same key, and never after a failure', () => {
  inNewFolder((folder) => {
    const caches = "caches: [cache({ name: 'things', paths: ['things/'], key: 'README.md' })],"
    const here = placeStory(
      folder,
      story(
        `{ ${caches} steps: [sh\`cat things/file >> "$TRACE" || echo none >> "$TRACE"; mkdir -p things; date +%N > things/file; [ ! -e "$FAIL" ]\`] }`,
      ),
    )
    mkdirSync(join(folder, 'fail'))
    const run = (env: NodeJS.ProcessEnv = {}) => runPlaced(here, [], env).code
    expect([run({ FAIL: folder }), run(), run(), run()]).toEqual([1, 0, 0, 0])
    const [first, second, third, fourth] = trace(here)
    expect([first, second, third === 'none', fourth]).toEqual(['none', 'none', false, third])
    writeInto(here.project, { 'README.md': 'other\n' })
    expect(run()).toBe(0)
    expect(trace(here)).toEqual(['none'])
  })
})

test('artifacts and reports are copied out where that is asked for', () => {
  inNewFolder((folder) => {
    const here = placeStory(
      folder,
      story(
        "{ matrix: { n: ['1', '2'] }, artifacts: { out: 'out/' }, reports: { junit: 'r/*.xml' }, steps: ({ n }) => [sh`mkdir out r; echo ${n} > out/${n}; echo x > r/${n}.xml`] }",
      ),
    )
    expect(runPlaced(here, ['--artifacts', join(folder, 'kept')]).code).toBe(0)
    expect(readdirSync(join(folder, 'kept/out/out'))).toEqual(['1', '2'])
    expect(readdirSync(join(folder, 'kept/reports'))).toEqual(['j0[1]', 'j0[2]'])
  })
})

function trace({ folder }: Here): readonly string[] {
  const file = join(folder, 'trace')
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1)
  rmSync(file)
  return lines
}
