// What must not compile: each line below a directive is an error for the compiler, or the type check of the tests fails.
import {
  ctx,
  environment,
  event,
  go,
  input,
  job,
  manual,
  matrix,
  node,
  pullRequest,
  push,
  schedule,
  secret,
  service,
  sh,
  step,
  story,
  tag,
} from 'pipegen'

const password = secret('PASSWORD')
const build = job({ outputs: ['digest'], steps: [sh`make`] })
const release = manual({ inputs: { channel: input.choice(['beta', 'stable']), dryRun: input.boolean() } })
const postgres = service({ image: 'postgres:17', port: 5432 })
const steps = [sh`make`]

// Jobs and their outputs.
// @ts-expect-error a job is needed by its value
job({ needs: ['build'], steps })
// @ts-expect-error there is no such output
job({ steps: [sh`./deploy ${build.outputs.digets}`] })
// @ts-expect-error a job without outputs has none
job({ steps: [sh`./deploy ${job({ steps }).outputs.digest}`] })
// @ts-expect-error a job has steps
job({ tools: [node('24')] })
// @ts-expect-error there is no such option
job({ stps: steps, steps })
// @ts-expect-error a job is tried again twice at most
job({ retry: 3, steps })
// @ts-expect-error a time has a unit that is known
job({ timeout: '10s', steps })
// @ts-expect-error there is no such permission
job({ permissions: { content: 'read' }, steps })
// @ts-expect-error there is no such level
job({ permissions: { contents: 'admin' }, steps })
// @ts-expect-error there is no such system
job({ runner: { os: 'plan9' }, steps })
// @ts-expect-error no value of the matrix may be left without a system
job({ matrix: { os: ['a', 'b'] }, runner: ({ os }) => ({ os: os.as({ a: 'linux' }) }), steps })
// @ts-expect-error no such system
job({ matrix: { os: ['a', 'b'] }, runner: ({ os }) => ({ os: os.as({ a: 'linux', b: 'plan9' }) }), steps })
job({ matrix: { os: ['a', 'b'] }, runner: ({ os }) => ({ os: os.as({ a: 'linux', b: 'macos' }) }), steps })
// @ts-expect-error there is no such shell
job({ shell: 'fish', steps })
// @ts-expect-error there is no such option of an artifact
job({ artifacts: { site: { path: 'dist' } }, steps })
// @ts-expect-error there is no such option of a step
job({ steps: [step({ runs: sh`make` })] })

// Matrices.
// @ts-expect-error the axis has no such value
job({ matrix: { version: ['22', '24'] }, when: ({ version }) => version.is('26'), steps })
// @ts-expect-error there is no such axis
job({ matrix: { version: ['22', '24'] }, steps: ({ os }) => [sh`make ${os}`] })
// @ts-expect-error the axis has no such value to exclude
matrix({ version: ['22', '24'] }, { exclude: [{ version: '26' }] })
// @ts-expect-error there is no such axis to exclude from
matrix({ version: ['22', '24'] }, { exclude: [{ os: 'linux' }] })

// @ts-expect-error there is no such option of a matrix
matrix({ version: ['22', '24'] }, { exclud: [{ version: '22' }] })

// Secrets where they would be printed.
// @ts-expect-error a secret is no text of a script
sh`docker login --password ${password}`
// @ts-expect-error a secret is no name
job({ name: password, steps })
// @ts-expect-error a secret is no address
environment('production', { url: password })
// @ts-expect-error a secret is not for every job
story({ name: 'shop', on: [push()], stages: { a: { build } }, env: { PASSWORD: password } })

// Triggers, inputs and events.
// @ts-expect-error a schedule has five fields
schedule('0 3 * *')
// @ts-expect-error there is no such option
push({ branch: ['main'] })
// @ts-expect-error there is no such option
pullRequest({ branches: ['main'], types: ['opened'] })
// @ts-expect-error a tag has a pattern
tag()
// @ts-expect-error there is no such event
event('merge')
// @ts-expect-error there is no such option of the input
release.inputs.channel.is('nightly')
// @ts-expect-error a yes/no input is no text
release.inputs.dryRun.is('true')
// @ts-expect-error there is no such input
release.inputs.chanel
// @ts-expect-error the default is one of the options
input.choice(['beta', 'stable'], { default: 'nightly' })
// @ts-expect-error there is no such value of the event
ctx.commit
// @ts-expect-error there is no such event to compare with
ctx.event.is('merge')

// Services, environments and tools.
// @ts-expect-error a service has a port
service({ image: 'postgres:17' })
// @ts-expect-error there is no such value of a service
postgres.address
// @ts-expect-error there is no such approval
environment('production', { approval: 'automatic' })
// @ts-expect-error a tool has a version
go()

// Stories.
// @ts-expect-error there is no such vendor
story({ name: 'shop', targets: ['hudson'], on: [push()], stages: { a: { build } } })
// @ts-expect-error there is no such option
story({ name: 'shop', on: [push()], stages: { a: { build } }, stage: {} })
// @ts-expect-error a stage holds jobs
story({ name: 'shop', on: [push()], stages: { a: { steps } } })
// @ts-expect-error jobs that say nothing can be like those of some vendors only
story({ name: 'shop', on: [push()], stages: { build }, like: 'hudson' })
// @ts-expect-error a stage holds jobs, or is one
story({ name: 'shop', on: [push()], stages: { a: steps } })
// @ts-expect-error something starts a story
story({ name: 'shop', stages: { a: { build } } })

// What one of the targets refuses is an error where the story names it.
const retried = job({ retry: 2, steps })
const fast = job({ matrix: matrix({ version: ['22', '24'] }, { failFast: true }), steps })
// @ts-expect-error one target has no retry of a job
story({ name: 'shop', targets: ['github', 'gitlab'], on: [push()], stages: { a: { retried } } })
// @ts-expect-error a stage that is a job asks the same
story({ name: 'shop', targets: ['github', 'gitlab'], on: [push()], stages: { retried } })
story({
  name: 'shop',
  targets: ['gitlab'],
  on: [push()],
  stages: { a: { build } },
  // @ts-expect-error a finding that is accepted has a name that exists
  accept: { 'refused:hudson/x': 'y' },
})
// Where no target refuses it, or the story accepts it, it is none.
story({ name: 'shop', targets: ['gitlab'], on: [push()], stages: { a: { retried }, build } })
story({ name: 'shop', targets: ['gitlab'], on: [push()], stages: { retried } })
story({
  name: 'shop',
  targets: ['github'],
  on: [push()],
  stages: { a: { retried, fast } },
  accept: { 'refused:github/job.retry': 'it fails seldom' },
})
