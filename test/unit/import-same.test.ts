import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { collect } from '../../src/diagnostics.ts'
import { open } from '../../src/read/open.ts'
import type { Reader } from '../../src/read/reading.ts'
import { projectRoot } from '../harness/case-folder.ts'
import { allVendors } from '../harness/translate-case.ts'
import { gitlabExamples } from './import-same-gitlab.ts'

const workflow = (job: string, on = 'push'): string => `on: ${on}\njobs:\n  a: {runs-on: ubuntu-24.04, ${job}}\n`
const pipeline = (step: string, top = ''): string => `${top}pipelines: {default: [{step: {${step}}}]}\n`
const run = (spec: string, metadata = '{name: a}'): string =>
  `{apiVersion: tekton.dev/v1, kind: PipelineRun, metadata: ${metadata}, spec: {${spec}}}\n`
const task = '{name: a, taskSpec: {steps: [{name: s, image: i, script: make}]}}'
const started = (event: string): string =>
  run(
    `pipelineSpec: {tasks: [${task}]}`,
    `{name: b, annotations: {pipelinesascode.tekton.dev/on-event: ${event}, pipelinesascode.tekton.dev/on-target-branch: '**'}}`,
  )
const codeship = (step: string, service: string, script = ''): string =>
  `[{name: A, service: app, ${step}}]\n%% codeship-services.yml\n{app: {${service}}}\n%% codeship/ci/A.sh\n${script}`
const built = 'image: "cimg/base:current", add_docker: true'
const login = `: "\${REGISTRY_USER:?missing}"\n: "\${REGISTRY_PASSWORD:?missing}"\n\necho "$REGISTRY_PASSWORD" | docker login --username "$REGISTRY_USER" --password-stdin r.example.com\n\n`
const tracked = `pipegen_status=0\n\nmake || pipegen_status=$?\n\nif [ "$pipegen_status" != 0 ]; then\n  ./say || pipegen_status=$?\nfi\n\nexit "$pipegen_status"\n`

// Of each thing that is said to be the same, two texts that are, and one that is not.
const examples: Readonly<Record<string, Readonly<Record<string, readonly [string, string, string]>>>> = {
  github: {
    defaults: [
      workflow('steps: [{run: make}]'),
      workflow('timeout-minutes: 360, steps: [{run: make}]'),
      workflow('timeout-minutes: 359, steps: [{run: make}]'),
    ],
    'short forms': [
      workflow('container: x, steps: [{run: make}]'),
      workflow('container: {image: x}, steps: [{run: make}]'),
      workflow('container: {image: y}, steps: [{run: make}]'),
    ],
    actions: [
      workflow('steps: [{uses: actions/checkout@v4}, {run: make}]'),
      workflow('steps: [{uses: actions/checkout@v5}, {run: make}]'),
      workflow('steps: [{uses: example/checkout@v5}, {run: make}]'),
    ],
    caches: [
      workflow('steps: [{uses: actions/setup-node@v4, with: {node-version: 20, cache: npm}}, {run: make}]'),
      workflow('steps: [{uses: actions/setup-node@v4, with: {node-version: 20}}, {run: make}]'),
      workflow('steps: [{uses: actions/setup-node@v4, with: {node-version: 22}}, {run: make}]'),
    ],
    'names of steps': [
      workflow('steps: [{id: x, run: make}]'),
      workflow('steps: [{run: make}]'),
      workflow('steps: [{name: x, run: make}]'),
    ],
    shell: [
      workflow('steps: [{run: make}]'),
      workflow('steps: [{run: make, shell: bash}]'),
      workflow('steps: [{run: make, shell: sh}]'),
    ],
    expressions: [
      workflow(`steps: [{run: 'echo "\${{ github.sha }}"'}]`),
      workflow(`steps: [{run: 'echo "\${COMMIT_SHA}"', env: {COMMIT_SHA: '\${{ github.sha }}'}}]`),
      workflow(`steps: [{run: 'echo "\${{ github.ref }}"'}]`),
    ],
    'order of jobs': [
      `${workflow('steps: [{run: make}]')}  b: {needs: a, runs-on: x, steps: [{run: make}]}\n  c: {needs: [a, b], runs-on: x, steps: [{run: make}]}\n`,
      `${workflow('steps: [{run: make}]')}  b: {needs: a, runs-on: x, steps: [{run: make}]}\n  c: {needs: [b], runs-on: x, steps: [{run: make}]}\n`,
      `${workflow('steps: [{run: make}]')}  b: {needs: a, runs-on: x, steps: [{run: make}]}\n  c: {needs: [a], runs-on: x, steps: [{run: make}]}\n`,
    ],
    filters: [
      workflow('steps: [{run: make}]', "{push: {paths-ignore: ['docs/**']}}"),
      workflow('steps: [{run: make}]', "{push: {paths: ['**', '!docs/**']}}"),
      workflow('steps: [{run: make}]', "{push: {paths: ['docs/**']}}"),
    ],
  },
  gitlab: gitlabExamples,
  bitbucket: {
    options: [
      pipeline('script: [make]', 'image: x\n'),
      pipeline('image: x, script: [make]'),
      pipeline('image: y, script: [make]'),
    ],
    selectors: [
      "pipelines: {branches: {'{a,b}': [{step: {script: [make]}}]}}\n",
      'pipelines: {branches: {a: [{step: {script: [make]}}], b: [{step: {script: [make]}}]}}\n',
      'pipelines: {branches: {a: [{step: {script: [make]}}]}}\n',
    ],
    scripts: [
      pipeline('script: [one, two]'),
      pipeline('script: ["one\\n# why\\n\\ntwo"]'),
      pipeline('script: [two, one]'),
    ],
    'parallel steps': [
      'pipelines: {default: [{parallel: {fail-fast: true, steps: [{step: {script: [one]}}, {step: {script: [two]}}]}}]}\n',
      'pipelines: {default: [{parallel: [{step: {fail-fast: true, script: [one]}}, {step: {fail-fast: true, script: [two]}}]}]}\n',
      'pipelines: {default: [{parallel: [{step: {script: [one]}}, {step: {fail-fast: true, script: [two]}}]}]}\n',
    ],
    caches: [
      pipeline('caches: [x], script: [make]', 'definitions: {caches: {x: ./lib}}\n'),
      pipeline('caches: [x], script: [make]', 'definitions: {caches: {x: lib}}\n'),
      pipeline('caches: [x], script: [make]', 'definitions: {caches: {x: bin}}\n'),
    ],
    'names of steps': [
      pipeline('script: [make]'),
      pipeline('name: step1, script: [make]'),
      pipeline('name: Step, script: [make]'),
    ],
    deployments: [
      pipeline('deployment: x, script: [make]'),
      pipeline('deployment: x, concurrency-group: x, script: [make]'),
      pipeline('deployment: x, concurrency-group: y, script: [make]'),
    ],
    defaults: [
      pipeline('script: [make]'),
      pipeline('max-time: 120, size: 1x, trigger: automatic, script: [make]'),
      pipeline('max-time: 110, script: [make]'),
    ],
  },
  tekton: {
    references: [
      `${run('pipelineRef: {name: p}')}---\n{apiVersion: tekton.dev/v1, kind: Pipeline, metadata: {name: p}, spec: {tasks: [${task}]}}\n`,
      run(`pipelineSpec: {tasks: [${task}]}`),
      run(`pipelineSpec: {tasks: [${task.replace('make', 'other')}]}`),
    ],
    'empty parts': [
      run(`pipelineSpec: {tasks: [${task}]}`),
      run(`params: [], pipelineSpec: {params: [], tasks: [${task}]}`),
      run(`params: [{name: a, value: b}], pipelineSpec: {params: [], tasks: [${task}]}`),
    ],
    'order of lists': [
      run(`params: [{name: a, value: x}, {name: b, value: y}], pipelineSpec: {tasks: [${task}]}`),
      run(`params: [{name: b, value: y}, {name: a, value: x}], pipelineSpec: {tasks: [${task}]}`),
      run(`params: [{name: b, value: x}, {name: a, value: y}], pipelineSpec: {tasks: [${task}]}`),
    ],
    'starts by hand': [run(`pipelineSpec: {tasks: [${task}]}`, '{name: b}'), started('incoming'), started('push')],
    times: [
      run(`timeouts: {pipeline: 60m}, pipelineSpec: {tasks: [${task}]}`),
      run(`timeouts: {pipeline: 1h0m0s}, pipelineSpec: {tasks: [${task}]}`),
      run(`timeouts: {pipeline: 2h0m0s}, pipelineSpec: {tasks: [${task}]}`),
    ],
  },
  codeship: {
    scripts: [
      codeship('command: make all', 'image: app:1'),
      codeship('command: sh codeship/ci/A.sh', 'image: app:1', '#!/bin/sh\n\nmake all\n'),
      codeship('command: sh codeship/ci/A.sh', 'image: app:1', '#!/bin/sh\n\nmake some\n'),
    ],
    images: [
      codeship('command: make', 'build: .'),
      codeship('command: sh codeship/ci/A.sh', built, 'docker build --tag app .\n\ndocker run --rm app make\n'),
      codeship('command: sh codeship/ci/A.sh', built, 'docker build --tag app .\n\ndocker run --rm app other\n'),
    ],
    sources: [
      codeship('command: make', "image: app:1, volumes: ['./:/a']"),
      codeship('command: make', "image: app:1, volumes: ['./:/b'], working_dir: /b"),
      codeship('command: make', "image: app:1, volumes: ['./:/b'], working_dir: /b/c"),
    ],
    names: [
      codeship('command: make, tag: ^main$', 'image: app:1'),
      codeship('command: make, tag: ^(main)$', 'image: app:1'),
      codeship('command: make, tag: ^(dev)$', 'image: app:1'),
    ],
    'order of steps': [
      codeship('type: serial, steps: [{name: B, command: b}, {name: C, command: c}]', 'image: app:1'),
      codeship(
        'type: serial, steps: [{name: B, command: b}, {type: serial, steps: [{name: C, command: c}]}]',
        'image: app:1',
      ),
      codeship('type: parallel, steps: [{name: B, command: b}, {name: C, command: c}]', 'image: app:1'),
    ],
    logins: [
      codeship('type: push, image_name: r.example.com/a, encrypted_dockercfg_path: x', 'build: .'),
      codeship(
        'command: sh codeship/ci/A.sh',
        built,
        `${login}docker build --tag r.example.com/a .\n\ndocker push r.example.com/a\n`,
      ),
      codeship('type: push, image_name: r.example.com/a', 'build: .'),
    ],
    on_fail: [
      codeship('command: make, on_fail: [{command: ./say}]', 'image: app:1'),
      codeship('command: sh codeship/ci/A.sh', 'image: app:1', tracked),
      codeship('command: sh codeship/ci/A.sh', 'image: app:1', tracked.replace('./say', './cry')),
    ],
  },
}

const readers: { readonly id: string; readonly title: string; readonly reader: Reader }[] = []
for (const vendor of allVendors) {
  const reader = await vendor.read?.()
  if (reader?.normalise !== undefined) readers.push({ id: vendor.id, title: vendor.title, reader })
}

describe.each(readers)('$id', ({ id, reader }) => {
  const { normalise, same = [] } = reader
  // Further files stand behind the first, each under a line with its path.
  const meaning = (whole: string) => {
    const [text = '', ...more] = whole.split(/^%% (.*)\n/m)
    const path = id === 'codeship' ? 'codeship-steps.yml' : 'ci.yml'
    const { documents } = open([{ path, text }], { vendor: id }, collect().report)
    const others = more.flatMap((one, index) => (index % 2 === 0 ? [{ path: one, text: more[index + 1] ?? '' }] : []))
    return normalise?.(
      { path, documents: documents.map(({ root }) => root.data) },
      { files: [{ path, text }, ...others], story: undefined },
    )
  }

  test('every thing that is said to be the same has an example', () => {
    expect(same.map(({ concept }) => concept)).toEqual(Object.keys(examples[id] ?? {}))
  })

  test.each(Object.entries(examples[id] ?? {}))('%s', (_, [one, other, unlike]) => {
    expect(meaning(other)).toEqual(meaning(one))
    expect(meaning(unlike)).not.toEqual(meaning(one))
  })
})

test('the documentation says what is the same', () => {
  const path = join(projectRoot, 'docs/import.md')
  const text = readFileSync(path, 'utf8')
  const rows = readers.flatMap(({ title, reader: { same = [] } }) =>
    same.map((row) => `| ${title} | ${row.concept} | ${row.same} |\n`),
  )
  const table = `| vendor | concept | what counts as the same |\n| --- | --- | --- |\n${rows.join('')}`
  const made = text.replace(/\| vendor \| concept \|[\s\S]*?\n(?=\n)/, () => table)
  if (process.env.UPDATE === '1') writeFileSync(path, made)
  else expect(text).toBe(made)
  expect(made).toContain(table)
})
