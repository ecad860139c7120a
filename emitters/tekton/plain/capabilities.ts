import { yes } from '../../../src/condition/build.ts'
import { canHold } from '../../../src/condition/given.ts'
import { reduce } from '../../../src/condition/reduce.ts'
import type { Use } from '../../../src/features.ts'
import type { Condition, Pipeline } from '../../../src/ir.ts'
import { ownEvents, startNothing } from '../../../src/own-words.ts'
import { type Capabilities, type Cell, degraded, lowered, native, refused, setup } from '../../../src/vendor.ts'
import { docs } from '../capabilities/docs.ts'
import { vendorStep } from '../capabilities/steps.ts'
import { capabilities } from '../capabilities.ts'
import { label, runNameLimit } from '../names.ts'
import { asTekton, plainId } from './as-tekton.ts'

const filter = 'an expression of the listener'
const compared = 'the run starts, and a task compares by git'
const asked = 'decided by the listener, by a test, or by a task that looks at the pattern'

const hook =
  'apply the folder of the story and, from listen/ in it, the file of the git host (GitHub or GitLab), whose head says what is to be set up; a name with $( in it starts nothing'
const known =
  'apply the folder of the story, and make the ConfigMap that its files name, with the address of the repository'
const call = 'apply the folder of the story with listen/calls.yaml, whose head says what is to be set up'

const hooked = (_: Use, pipeline: Pipeline): Cell => setup(inFolder(hook, pipeline), docs.listeners)
const clocked = (_: Use, pipeline: Pipeline): Cell => setup(inFolder(known, pipeline), docs.cron)
const created = (_: Use, pipeline: Pipeline): Cell =>
  setup(`${inFolder(known, pipeline)}; then create a run from start/manual.yaml`, docs.runs)
const called = (_: Use, pipeline: Pipeline): Cell => setup(inFolder(call, pipeline), docs.listeners)

// Code from a fork must not get what the story gives to its own.
const reachesForks = ({ job }: Use, { triggers }: Pipeline): boolean =>
  job !== undefined &&
  canHold(
    fromFork(job.condition),
    triggers.filter(({ kind }) => kind === 'pullRequest'),
  )
const fromFork = (condition: Condition): Condition => reduce(condition, (test) => (test.test === 'fork' ? yes : test))

const narrow = 'the credentials of git cannot be narrowed: leave checkout.credentials out'
const holdsCredentials = (_: Use, { jobs }: Pipeline): Cell | undefined =>
  jobs.some(({ checkout }) => checkout?.credentials === true) ? refused(narrow, docs.secrets) : undefined

const git = 'make the Secret named after the story, with -git behind it, and in it .git-credentials as the key'
const lock = 'a job waits until the task run that holds the Lease has ended; its account may look at both'

/** What Tekton alone can do with each row of the feature table; what is not named here is as with Pipelines-as-Code. */
export const plainCapabilities = {
  ...capabilities,
  'trigger.push': setup(hook, docs.listeners, hooked),
  'trigger.push.branches': lowered(filter, docs.expressions),
  'trigger.push.ignoreBranches': lowered(filter, docs.expressions),
  'trigger.push.paths': lowered(compared, docs.when),
  'trigger.push.ignorePaths': lowered(compared, docs.when),
  'trigger.tag': setup(hook, docs.listeners, hooked),
  'trigger.tag.ignoreTags': lowered(filter, docs.expressions),
  'trigger.pullRequest': setup(hook, docs.listeners, hooked),
  'trigger.pullRequest.branches': lowered(filter, docs.expressions),
  'trigger.pullRequest.paths': lowered(compared, docs.when),
  'trigger.pullRequest.ignorePaths': lowered(compared, docs.when),
  'trigger.schedule': setup(known, docs.cron, clocked),
  'trigger.schedule.timeZone': native(docs.cron),
  'trigger.manual': setup(known, docs.runs, created),
  'trigger.manual.string': degraded('of two dollar signs one arrives', docs.runs),
  'trigger.manual.boolean': lowered('the first task looks whether it is true or false', docs.runs),
  'trigger.manual.number': lowered('the first task looks whether it is a number', docs.runs),
  'trigger.manual.choice': lowered('the first task looks whether it is one of the options', docs.runs),
  'trigger.api': setup(call, docs.listeners, called),
  'trigger.api.payload': degraded('a call with $( in a value starts nothing', docs.templates),
  'trigger.vendor': degraded(startNothing, docs.listeners, ownEvents('tekton-plain', docs.listeners)),
  'job.when.vendor': refused('say the condition in words of the story, or test it in a step', docs.when),
  'job.steps.none': refused('give the job steps', docs.tasks),
  'job.needs': native(docs.order, capabilities['job.needs'].refine),
  'job.permissions': lowered(capabilities['job.permissions'].text, docs.secrets, ({ job }) =>
    job?.checkout?.credentials === true ? refused(narrow, docs.secrets) : undefined,
  ),
  'pipeline.permissions.settings': native(docs.secrets),
  'pipeline.permissions': lowered(capabilities['pipeline.permissions'].text, docs.secrets, holdsCredentials),
  'job.lock': lowered(lock, docs.leases),
  'job.environment.exclusive': lowered(lock, docs.leases),
  'pipeline.cancelSuperseded': degraded('older runs go on beside the newer ones', docs.runs),
  'job.when.event': lowered('each event has a pipeline of its own, with the jobs that can run in it', docs.refs),
  'job.when.schedule': lowered('each schedule has a pipeline of its own', docs.cron),
  'job.when.branch': lowered(asked, docs.when),
  'job.when.tag': lowered(asked, docs.when),
  'job.when.targetBranch': lowered(asked, docs.when),
  'job.when.fork': lowered('the listener looks, and a test asks', docs.expressions),
  'job.when.context': lowered(asked, docs.when),
  'job.artifacts': lowered(capabilities['job.artifacts'].text, docs.workspaces, (use, pipeline) =>
    capabilities['job.artifacts'].refine?.(use, asTekton(pipeline)),
  ),
  'job.checkout.credentials': setup(git, docs.secrets, (use, pipeline) =>
    reachesForks(use, pipeline)
      ? refused('code from a fork would get them: add not(fork()) to the condition', docs.secrets)
      : undefined,
  ),
  'value.idToken': lowered(capabilities['value.idToken'].text, docs.tokens, (use, pipeline) =>
    reachesForks(use, pipeline)
      ? refused('code from a fork would get it: add not(fork()) to the condition', docs.tokens)
      : undefined,
  ),
  'step.vendor': native(docs.tasks, vendorStep(plainId)),
  'value.repositoryToken': refused('give the job a token as a secret: Tekton has none', docs.secrets),
  'value.input': native(docs.runs),
  'value.payload': native(docs.bindings),
  'value.sha': native(docs.bindings),
  'value.shortSha': lowered('cut by the script', docs.bindings),
  'value.branch': native(docs.expressions),
  'value.tag': native(docs.expressions),
  'value.event': lowered('each event has a pipeline of its own', docs.refs),
  'value.defaultBranch': lowered('the one that the story names', docs.runs),
  'value.repository': lowered('the path of its address', docs.bindings),
  'value.repositoryOwner': lowered('from the path of its address', docs.bindings),
  'value.repositoryName': lowered('from the path of its address', docs.bindings),
  'value.repositoryUrl': native(docs.bindings),
  'value.actor': native(docs.bindings, (_, { triggers }) =>
    triggers.some(({ kind }) => kind === 'manual')
      ? degraded('it is empty where a person starts the run', docs.runs)
      : undefined,
  ),
  'value.commitMessage': lowered(
    'asked of git by the checkout',
    docs.tasks,
    capabilities['value.commitMessage'].refine,
  ),
  'value.runAttempt': lowered('always 1: a run that is started again is a new one', docs.runs),
  'value.runUrl': refused('the address is known outside of the run alone: leave it out', docs.runs),
  'value.pullRequest.number': native(docs.bindings),
  'value.pullRequest.title': refused('foreign text would be pasted into the run: leave it out', docs.templates),
  'value.pullRequest.sourceBranch': native(docs.bindings),
  'value.pullRequest.targetBranch': native(docs.bindings),
  'value.pullRequest.headSha': native(docs.bindings),
  'value.pullRequest.baseSha': refused('it is not known on all hosts: compare with the target branch', docs.bindings),
  'value.pullRequest.fork': lowered('the listener compares the two repositories', docs.expressions),
} as const satisfies Capabilities

function inFolder(text: string, pipeline: Pipeline): string {
  return text.replace('the folder of the story', `tekton/${label(pipeline.name, runNameLimit)}`)
}
