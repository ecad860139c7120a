import type { Tool } from '../../src/ir.ts'
import { pinned, type pins } from './pins.ts'
import type { JobScene } from './scene.ts'
import type { GithubStep } from './schema.ts'
import { writeText } from './values.ts'

interface Setup {
  readonly action: keyof typeof pins
  /** The input that takes the version. */
  readonly version: string
  readonly with?: Readonly<Record<string, string | boolean>>
}

// Caches that actions keep by themselves are off: what is cached, the story says.
const setups: Readonly<Record<Exclude<Tool['name'], 'docker'>, Setup>> = {
  node: { action: 'actions/setup-node', version: 'node-version', with: { 'package-manager-cache': false } },
  python: { action: 'actions/setup-python', version: 'python-version' },
  go: { action: 'actions/setup-go', version: 'go-version', with: { cache: false } },
  java: { action: 'actions/setup-java', version: 'java-version', with: { distribution: 'temurin' } },
  rust: { action: 'dtolnay/rust-toolchain', version: 'toolchain' },
  ruby: { action: 'ruby/setup-ruby', version: 'ruby-version' },
  php: { action: 'shivammathur/setup-php', version: 'php-version', with: { coverage: 'none' } },
  dotnet: { action: 'actions/setup-dotnet', version: 'dotnet-version' },
  deno: { action: 'denoland/setup-deno', version: 'deno-version' },
  bun: { action: 'oven-sh/setup-bun', version: 'bun-version' },
}

/**
 * The steps that set up the toolchains of a job. An image has its own, and the machines have a container engine, Maven
 * and Gradle.
 *
 * @see https://docs.github.com/actions/reference/runners/github-hosted-runners
 */
export function writeTools(scene: JobScene): readonly GithubStep[] {
  const { job } = scene
  if (job.container !== null) return []
  const steps: GithubStep[] = []
  for (const { name, version } of job.tools)
    if (name !== 'docker') steps.push(writeTool(name, writeText(version, scene), scene))
  return steps
}

function writeTool(name: keyof typeof setups, version: string, { written: { tools } }: JobScene): GithubStep {
  const key = `${name} ${version}`
  const known = tools.get(key)
  if (known !== undefined) return known
  const setup = setups[name]
  const step = { uses: pinned(setup.action), with: { ...setup.with, [setup.version]: version } }
  tools.set(key, step)
  return step
}
