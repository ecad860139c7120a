import { branch, ctx, job, node, pullRequest, push, service, sh } from '../../dsl/index.ts'
import { shapeOf, stepOf } from '../unit/bitbucket-emit.ts'
import { runStep } from '../unit/bitbucket-session.ts'
import { holdTraps, lines, main, one, type Trap, told, trace } from './bitbucket-trap.ts'

const traps: readonly Trap[] = [
  {
    name: 'a step has one strategy for failures, so that a job that may fail and is tried again needs a loop',
    naive: 'retry-and-ignore',
    stories: () => one({ all: { flaky: job({ allowFailure: true, retry: 2, steps: [sh`./flaky`] }) } }),
    avoided: (file) =>
      stepOf(main(file), 'flaky')['on-fail']?.strategy === 'ignore' && lines(file, 'flaky').includes('until'),
  },
  {
    name: 'sessions have no pipefail',
    naive: 'no-pipefail',
    stories: () => one({ all: { piped: job({ steps: [sh`./generate | tee log`] }) } }),
    avoided: (file) => trace(file, 'piped', 'bash').code !== 0,
  },
  {
    name: 'a list whose first part fails goes on to the next item',
    naive: 'and-list',
    stories: () => one({ all: { chained: job({ steps: [sh`./check && ./report`] }) } }),
    avoided: (file) => trace(file, 'chained', 'bash').code !== 0,
  },
  {
    name: 'the items of a script share a shell',
    naive: 'leaking-steps',
    stories: () => one({ all: { leaky: job({ steps: [sh`cd sub`, sh`./build`] }) } }),
    avoided: (file) => {
      const made = stepOf(main(file), 'leaky')
      const script = (made.script ?? []).map((item) => String(item).replace('./build', 'printf %s "$PWD" >> "$TRACE"'))
      return !runStep({ ...made, script: ['mkdir sub', ...script] }, 'bash').trace.endsWith('/sub')
    },
  },
  {
    name: 'a branch can be named like a command',
    naive: 'injection',
    stories: () =>
      one({ all: { greet: job({ steps: [sh`echo ${ctx.pullRequest.sourceBranch} >> "$TRACE"`] }) } }, pullRequest()),
    avoided: (file) => {
      const made = stepOf(file.pipelines?.['pull-requests']?.['**'], 'greet')
      const script = (made.script ?? []).filter((item) => !String(item).startsWith('git '))
      const { trace, output } = runStep({ ...made, script }, 'bash', {
        BITBUCKET_BRANCH: '$(echo owned >&2);`echo owned >&2`',
      })
      return trace.includes('$(echo owned >&2)') && !/^owned$/m.test(output)
    },
  },
  {
    name: 'services stand at the address of the step, not at their names, and nothing waits for them',
    naive: 'service-host',
    stories: () => {
      const postgres = service({ image: 'postgres:17', port: 5432 })
      return one({
        all: { unit: job({ services: { postgres }, env: { PGHOST: postgres.host }, steps: [sh`make test`] }) },
      })
    },
    avoided: (file) => /PGHOST=127\.0\.0\.1/.test(lines(file, 'unit')) && /5432/.test(lines(file, 'unit')),
  },
  {
    name: 'pull requests are selected by their source branch',
    naive: 'source-branch',
    stories: () => one({ all: { unit: job({ steps: [sh`make`] }) } }, pullRequest({ branches: ['main'] })),
    avoided: (file) => {
      const all = file.pipelines?.['pull-requests']?.['**']
      return all !== undefined && 'destinations' in all && Object.keys(all.destinations).join() === 'main'
    },
  },
  {
    name: 'of the selectors that match one alone runs',
    naive: 'one-section',
    stories: () =>
      one({
        all: {
          unit: job({ steps: [sh`make unit`] }),
          release: job({ when: branch('main'), steps: [sh`make release`] }),
        },
      }),
    avoided: (file) => shapeOf(file.pipelines?.branches?.main) === '[unit release]' && shapeOf(main(file)) === 'unit',
  },
  {
    name: 'one asterisk does not cross a slash',
    naive: 'slash',
    stories: () => one({ all: { unit: job({ steps: [sh`make`] }) } }, push({ branches: ['**'] })),
    avoided: (file) => main(file) !== undefined,
  },
  {
    name: 'two stories of one branch need triggers',
    naive: 'two-stories',
    stories: () =>
      ['first', 'second'].map((name) =>
        told(name, [push({ branches: ['main'] })], { all: { [name]: job({ steps: [sh`make`] }) } }),
      ),
    avoided: (file) =>
      file.triggers?.['repository-push']?.length === 2 && Object.keys(file.pipelines?.branches ?? {}).length === 0,
  },
  {
    name: 'pull requests are built merged, for which the history of both branches is needed',
    naive: 'merge-result',
    stories: () => one({ all: { unit: job({ tools: [node('24')], steps: [sh`npm test`] }) } }, pullRequest()),
    avoided: (file) => {
      const list = file.pipelines?.['pull-requests']?.['**']
      return (
        stepOf(list, 'unit').clone?.depth === 'full' &&
        lines(file, 'unit', list).startsWith('git reset --hard "$BITBUCKET_COMMIT"')
      )
    },
  },
]

holdTraps(traps)
