import { spawnSync } from 'node:child_process'
import { always, onFailure, sh, step } from 'pipegen'
import { describe, expect, test } from 'vitest'
import type { TektonPipelineTask } from '../../emitters/tekton/schema.ts'
import { emitted, jobOf, stepIn, storyOf, taskIn } from './tekton-emit.ts'
import { shells, simulate } from './tekton-simulate.ts'

async function taskOf(spec: object): Promise<TektonPipelineTask> {
  const { run } = await emitted(storyOf({ unit: jobOf({ checkout: false, ...spec }) }))
  return taskIn(run('push'), 'unit')
}

const cases: Readonly<Record<string, readonly [spec: object, code: number, out: string]>> = {
  'a step alone keeps the flags of bash': [{ steps: [sh`false | true`, sh`echo no`] }, 1, ''],
  'a step alone in sh': [
    {
      shell: 'sh',
      steps: [
        sh`false
echo no`,
      ],
    },
    1,
    '',
  ],
  'nothing leaks from one step into the next': [
    {
      steps: [
        sh`cd /; export LEAK=1; umask 0; leak() { :; }; exit 0`,
        sh`echo "[$PWD]" | sed s,.*/source,here,; echo "[\${LEAK-}]"`,
      ],
    },
    0,
    'here]\n[]\n',
  ],
  'a step reads nothing of the script': [{ steps: [sh`cat; echo one`, sh`cat; echo two`] }, 0, 'one\ntwo\n'],
  'the first failure ends the job with its code': [{ steps: [sh`echo one`, sh`exit 7`, sh`echo no`] }, 7, 'one\n'],
  'a step that may fail': [
    { steps: [step({ run: sh`exit 3`, continueOnError: true }), sh`echo two`] },
    0,
    'This step may fail.\ntwo\n',
  ],
  'steps after a failure, and whatever happened': [
    {
      steps: [
        sh`exit 5`,
        step({ run: sh`echo failed`, when: onFailure() }),
        sh`echo no`,
        step({ run: sh`echo always; exit 6`, when: always() }),
      ],
    },
    5,
    'failed\nalways\n',
  ],
  'a failure of the last step counts': [{ steps: [sh`true`, step({ run: sh`exit 6`, when: always() })] }, 6, ''],
  'a step is tried again': [
    { steps: [step({ run: sh`echo try; test -e done || { touch done; exit 4; }`, retry: 2 })] },
    0,
    'try\ntry\n',
  ],
  'and fails in the end': [{ steps: [step({ run: sh`echo try; exit 4`, retry: 1 })] }, 4, 'try\ntry\n'],
  'a step has its own environment': [
    {
      env: { A: 'job' },
      steps: [step({ run: sh`echo "$A $B"`, env: { A: "it's", B: '$HOME $(params.x)' } }), sh`echo "$A [\${B-}]"`],
    },
    0,
    "it's $HOME $(params.x)\njob []\n",
  ],
  'what Tekton and Pipelines-as-Code would replace stands in a script as it is': [
    {
      steps: [
        sh`echo '$(params.unit) {{ revision }} $(context.taskRun.name) $(date +%Y | tr 0-9 x) {{ .Names }}' @DOLLAR@`,
      ],
    },
    0,
    '$(params.unit) {{ revision }} $(context.taskRun.name) $(date +%Y | tr 0-9 x) {{ .Names }} @DOLLAR@\n',
  ],
  'a line that ends the text of a step': [
    {
      steps: [
        sh`cat <<END
a
END
echo b`,
        sh`echo c`,
      ],
    },
    0,
    'a\nb\nc\n',
  ],
  'a time limit of one step among several': [
    { steps: [step({ run: sh`echo ok`, timeout: 1 }), sh`echo two`] },
    0,
    'ok\ntwo\n',
  ],
}

describe.each(Object.entries(shells))('scripts where sh is %s', (_, shell) => {
  test.each(Object.entries(cases))('%s', async (_name, [spec, code, out]) => {
    const ended = simulate(await taskOf(spec), { shell })
    expect({ code: ended.code, out: ended.out.replace('[here', 'here') }).toEqual({ code, out })
  })

  test('outputs become results: the last one of a name, of any text, empty where none was written', async () => {
    const task = await taskOf({
      outputs: ['one', 'many', 'none', 'odd'],
      steps: [
        sh`echo one=1 >> "$PIPEGEN_OUTPUT"; printf 'many<<EOT\na=b\n\nc\nEOT\n' >> "$PIPEGEN_OUTPUT"`,
        sh`printf 'one=2\nodd=a\\b "c" & $d$$(e)=f<<g' >> "$PIPEGEN_OUTPUT"`,
      ],
    })
    const { code, results } = simulate(task, { shell })
    expect(code).toBe(0)
    expect(results).toEqual({ one: '2', many: 'a=b\n\nc', none: '', odd: 'a\\b "c" & $$d$$$$(e)=f<<g' })
  })

  test('outputs that Tekton would not keep fail the task', async () => {
    const task = await taskOf({ outputs: ['big'], steps: [sh`printf 'big=%04000d\n' 1 >> "$PIPEGEN_OUTPUT"`] })
    expect(simulate(task, { shell }).code).toBe(1)
  })

  test('artifacts are kept by path, pattern and folder, without what is left out, and looked for', async () => {
    const producer = jobOf({
      checkout: false,
      steps: [
        sh`mkdir -p dist/a 'b c'; echo 1 > dist/a/x.js; echo 2 > dist/a/x.map; echo 3 > 'b c/y.txt'; echo 4 > z.md; chmod +x z.md`,
      ],
      artifacts: {
        all: { paths: ['dist/', 'b c/*.txt', '*.md'], exclude: ['**/*.map'] },
        gone: { paths: 'nowhere', ifMissing: 'warn' },
      },
    })
    const consumer = jobOf({ checkout: false, needs: [producer], steps: [sh`true`] })
    const { run } = await emitted(storyOf({ producer, consumer }))
    const task = taskIn(run('push'), 'producer')
    const looked = {
      ...task,
      taskSpec: {
        ...task.taskSpec,
        steps: [
          ...(task.taskSpec?.steps ?? []),
          {
            name: 'look',
            image: 'x',
            script: '#!/bin/sh\ncd /artifacts/all/run-1 && find . -type f | sort && test -x z.md\n',
          },
        ],
      },
    }
    expect(simulate(looked as TektonPipelineTask, { shell })).toMatchObject({
      code: 0,
      out: './b c/y.txt\n./dist/a/x.js\n./z.md\n',
    })
    expect(stepIn(taskIn(run('push'), 'consumer'), 'fetch-artifacts').script).toContain('/artifacts/all/*/')
  })

  test('an artifact that must be there fails the task', async () => {
    expect(simulate(await taskOf({ steps: [sh`true`], artifacts: { gone: 'nowhere' } }), { shell }).code).toBe(1)
  })
})

test('neither sh -n nor shellcheck finds anything in generated text', async () => {
  const hasShellcheck = spawnSync('shellcheck', ['--version']).status === 0
  if (!hasShellcheck) console.log('shellcheck is not here: its check did not run')
  for (const [spec] of Object.values(cases)) {
    const task = await taskOf({
      ...spec,
      checkout: { submodules: 'recursive', lfs: true, tags: true },
      lock: 'one',
      outputs: ['a'],
      artifacts: { a: { paths: 'a/**', when: 'always' } },
    })
    for (const { script } of task.taskSpec?.steps ?? []) {
      // A script that is the story's own is not generated.
      if (
        script?.includes('\nstep() {') !== true &&
        script?.includes('SOURCE_URL') !== true &&
        script?.includes('set -eu') !== true
      )
        continue
      const plain = (script ?? '').replaceAll(/\$\((results|steps|context)\.[^)]+\)/g, '/tmp/place')
      expect(spawnSync('sh', ['-n'], { input: plain, encoding: 'utf8' }).stderr).toBe('')
      if (hasShellcheck)
        expect(spawnSync('shellcheck', ['-s', 'sh', '-'], { input: plain, encoding: 'utf8' }).stdout).toBe('')
    }
  }
})
