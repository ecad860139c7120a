import { expect, test } from 'vitest'
import { simulate } from '../../emitters/tekton/simulate/index.ts'
import { baseEvent } from '../../src/plan/grid/events.ts'
import { playText, pullRequest, ranIn, type Said } from './simulate-play.ts'

const tag = (name: string): Said => ({ name: 'tag', branch: '', tag: name })
const well = { fails: () => false, approves: () => true, outputs: () => ({}) }

function runOf(name: string, annotations: Readonly<Record<string, string>>, more = ''): string {
  const lines = Object.entries(annotations).map(
    ([key, value]) => `    pipelinesascode.tekton.dev/${key}: ${JSON.stringify(value)}`,
  )
  return `
apiVersion: tekton.dev/v1
kind: PipelineRun
metadata:
  name: ${name}
  annotations:
${lines.join('\n')}
spec:
  params: [{name: level, value: "{{ cel: 'level' in pac ? pac['level'] : 'low' }}"}, {name: fork, value: "{{ cel: source_url != repo_url }}"}]
  pipelineSpec:
    tasks:
      - {name: ${name}-task, taskSpec: {steps: []}${more}}
`
}

async function starts(annotations: Readonly<Record<string, string>>, said: Said, more = ''): Promise<boolean> {
  return ranIn(await playText(simulate, '.tekton/a.yaml', runOf('a', annotations, more), said)).length > 0
}

// https://pipelinesascode.com/docs/guides/event-matching/
test.each<[Readonly<Record<string, string>>, Said, boolean]>([
  [{ 'on-event': '[push]', 'on-target-branch': '[main]' }, {}, true],
  [{ 'on-event': 'push', 'on-target-branch': 'main' }, {}, true],
  [{ 'on-event': '[push]', 'on-target-branch': '[main]' }, { branch: 'Main' }, false],
  [{ 'on-event': '[push]', 'on-target-branch': '[dev, main]' }, {}, true],
  [{ 'on-event': '[push]', 'on-target-branch': '[refs/heads/*]' }, { branch: 'a/b' }, true],
  [{ 'on-event': '[push]', 'on-target-branch': '[**]' }, tag('v1'), false],
  [{ 'on-event': '[push]', 'on-target-branch': '[refs/tags/v*]' }, tag('v1'), true],
  [{ 'on-event': '[push]', 'on-target-branch': '[refs/tags/v*]' }, { branch: 'v1' }, false],
  [{ 'on-event': '[push]', 'on-target-branch': '[a&#44;b]' }, { branch: 'a,b' }, true],
  [{ 'on-event': '[push]' }, {}, false],
  [{ 'on-event': '[pull_request]', 'on-target-branch': '[main]' }, pullRequest(), true],
  [{ 'on-event': '[pull_request]', 'on-target-branch': '[topic]' }, pullRequest(), false],
  [{ 'on-event': '[push, pull_request]', 'on-target-branch': '[main]' }, pullRequest({ fork: true }), true],
  [{ 'on-event': '[push]', 'on-target-branch': '[main]', 'on-path-change': '[src/**]' }, { changed: ['src/a'] }, true],
  [{ 'on-event': '[push]', 'on-target-branch': '[main]', 'on-path-change': '[src/**]' }, { changed: ['b'] }, false],
  [
    { 'on-event': '[push]', 'on-target-branch': '[main]', 'on-path-change-ignore': '[docs/**]' },
    { changed: ['docs/a'] },
    false,
  ],
])('annotations %j with %j: %s', async (annotations, said, runs) => {
  expect(await starts(annotations, said)).toBe(runs)
})

// https://pipelinesascode.com/docs/guides/event-matching/cel-expressions/
test.each<[string, Said, boolean]>([
  ['event == "push" && target_branch == "main"', {}, true],
  ['event == "push" && target_branch.startsWith("refs/tags/")', tag('v1'), true],
  ['event == "push" && !target_branch.startsWith("refs/tags/")', tag('v1'), false],
  ['event == "pull_request" && source_branch.matches("^top")', pullRequest(), true],
  ['event_title.contains("Mend")', {}, true],
  ['files.all.exists(file, file.matches("^src/"))', { changed: ['src/a'] }, true],
  ['files.all.exists(file, file.matches("^src/"))', { changed: ['lib/src/a'] }, false],
  ['"docs/*".pathChanged()', { changed: ['docs/a/b.md'] }, true],
  ['"docs/*".pathChanged()', { changed: ['a.md'] }, false],
  ['body.repository.default_branch == target_branch', {}, true],
  ['source_url != repo_url', pullRequest({ fork: true }), true],
  ['no expression at all', {}, false],
])('expression %s with %j: %s', async (expression, said, runs) => {
  const others = { 'on-event': '[push]', 'on-target-branch': '[nothing]' }
  expect(await starts({ ...others, 'on-cel-expression': expression }, said)).toBe(runs)
})

test('what the placeholders bring reaches the tests', async () => {
  const when =
    ', when: [{input: $(params.level), operator: in, values: [high]}, {input: $(params.fork), operator: in, values: ["false"]}]'
  const annotations = { 'on-event': '[incoming, pull_request]', 'on-target-branch': '[**]' }
  const by = (level: string): Said => ({ name: 'manual', inputs: { level } })
  expect(await starts(annotations, by('high'), when)).toBe(true)
  expect(await starts(annotations, by('low'), when)).toBe(false)
  expect(await starts(annotations, { name: 'manual' }, when)).toBe(false)
  expect(await starts(annotations, pullRequest(), when.replace('[high]', '[low]'))).toBe(true)
  expect(await starts(annotations, pullRequest({ fork: true }), when.replace('[high]', '[low]'))).toBe(false)
})

test('only runs in .tekton count, and a web hook starts the one that it names', async () => {
  const annotations = { 'on-event': '[incoming]', 'on-target-branch': '[**]' }
  const cron = `
kind: CronJob
metadata: {name: shop-schedule-nightly}
spec:
  schedule: 30 3 * * *
  jobTemplate: {spec: {template: {spec: {containers: [{args: ['{"pipelinerun":"shop-schedule-nightly"}']}]}}}}
`
  const names = ['shop-manual', 'shop-api-built', 'shop-schedule-nightly']
  const files = [
    ...names.map((name) => ({ path: `.tekton/${name}.yaml`, text: runOf(name, annotations) })),
    { path: 'tekton/schedules.yaml', text: cron },
  ]
  const play = async (said: Said) => ranIn(await simulate(files, { ...baseEvent('main'), ...said }, well))
  expect(await play({ name: 'manual' })).toEqual(['shop-manual-task'])
  expect(await play({ name: 'api', call: { event: 'built', payload: {} } })).toEqual(['shop-api-built-task'])
  expect(await play({ name: 'api', call: { event: 'other', payload: {} } })).toEqual([])
  expect(await play({ name: 'schedule', schedule: 'nightly', cron: '30 3 * * *' })).toEqual([
    'shop-schedule-nightly-task',
  ])
  expect(await play({ name: 'schedule', schedule: 'nightly' })).toEqual(['shop-schedule-nightly-task'])
  expect(await play({ name: 'schedule', schedule: 'other', cron: '1 1 * * *' })).toEqual([])
  const elsewhere = files.map(({ path, text }) => ({ path: path.replace('.tekton/', 'other/'), text }))
  expect(await simulate(elsewhere, baseEvent('main'), well)).toEqual([])
})

// https://tekton.dev/docs/triggers/eventlisteners/
const listener = `
kind: EventListener
metadata: {name: shop}
spec:
  triggers:
    - interceptors:
        - {ref: {name: github}, params: [{name: eventTypes, value: [push]}]}
        - ref: {name: cel}
          params:
            - {name: filter, value: body.ref.startsWith("refs/heads/")}
            - {name: overlays, value: [{key: branch, expression: body.ref.substring(11)}]}
      bindings: [{ref: shop}]
      template: {ref: shop}
---
kind: TriggerBinding
metadata: {name: shop}
spec: {params: [{name: branch, value: $(extensions.branch)}, {name: url, value: $(body.repository.clone_url)}]}
---
kind: TriggerTemplate
metadata: {name: shop}
spec:
  params: [{name: branch}, {name: url}]
  resourcetemplates:
    - kind: PipelineRun
      metadata: {generateName: shop-}
      spec: {pipelineRef: {name: shop}, params: [{name: branch, value: $(tt.params.branch)}]}
---
kind: Pipeline
metadata: {name: shop}
spec:
  params: [{name: branch}, {name: level, default: low}]
  tasks:
    - {name: a, when: [{input: $(params.branch), operator: in, values: [main]}, {input: $(params.level), operator: notin, values: [high]}]}
    - {name: b}
`

test.each<[string, Said, readonly string[]]>([
  ['a push', {}, ['a', 'b']],
  ['another branch', { branch: 'dev' }, ['b']],
  ['no tag, by the expression', tag('v1'), []],
  ['no pull request, by the type of the event', pullRequest(), []],
])('a listener makes the runs of %s', async (_, said, names) => {
  expect(ranIn(await playText(simulate, 'listen.yaml', listener, said))).toEqual(names)
})

test('a value that the request lacks makes no run', async () => {
  const text = listener.replace('body.repository.clone_url', 'body.nothing.there')
  expect(await playText(simulate, 'listen.yaml', text)).toEqual([])
})
