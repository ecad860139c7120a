import { execFile } from 'node:child_process'
import type { Report } from '../diagnostics.ts'
import type { Job, Pipeline, Text, Tool } from '../ir.ts'

/** Reports toolchains that this machine has not, or in another version than the story names. Nothing is installed. */
export async function checkTools(
  { jobs }: Pipeline,
  runs: (job: Job) => boolean,
  env: NodeJS.ProcessEnv,
  report: Report,
): Promise<void> {
  const wanted = new Map<string, { readonly tool: Tool; readonly version: string; readonly jobs: Set<string> }>()
  for (const job of jobs.filter((one) => runs(one) && one.container === null)) {
    for (const tool of job.tools.filter(({ name }) => name !== 'docker')) {
      for (const cell of job.matrix?.cells ?? [{}]) {
        const version = versionIn(tool.version, cell)
        const key = `${tool.name} ${version}`
        const entry = wanted.get(key) ?? { tool, version, jobs: new Set<string>() }
        wanted.set(key, entry)
        entry.jobs.add(job.id)
      }
    }
  }
  const found = new Map<Tool['name'], Promise<string>>()
  for (const { tool, version, jobs: users } of wanted.values()) {
    const asked = found.get(tool.name) ?? askVersion(tool.name, env)
    found.set(tool.name, asked)
    const here = await asked
    if (here !== version && !here.startsWith(`${version}.`))
      report('run-tool', tool.origin, { tool: tool.name, wanted: version, found: here, jobs: [...users] })
  }
}

const commands: Readonly<Record<Tool['name'], readonly string[]>> = {
  node: ['node', '--version'],
  python: ['python3', '--version'],
  go: ['go', 'version'],
  java: ['java', '-version'],
  rust: ['rustc', '--version'],
  ruby: ['ruby', '--version'],
  php: ['php', '--version'],
  dotnet: ['dotnet', '--version'],
  deno: ['deno', '--version'],
  bun: ['bun', '--version'],
  docker: ['docker', '--version'],
}

// The first number with a dot in what it prints; empty: there is no such program.
function askVersion(tool: Tool['name'], env: NodeJS.ProcessEnv): Promise<string> {
  const [program = '', ...args] = commands[tool]
  return new Promise((resolve) => {
    execFile(program, args, { env, encoding: 'utf8', timeout: 20_000 }, (error, stdout, stderr) => {
      resolve(error === null ? (/\d+(?:\.\d+)+/.exec(`${stdout}\n${stderr}`)?.[0] ?? '') : '')
    })
  })
}

function versionIn(text: Text, cell: Readonly<Record<string, string>>): string {
  return text
    .map((part) => (typeof part === 'string' ? part : part.ref === 'matrix' ? (cell[part.key] ?? '') : ''))
    .join('')
}
