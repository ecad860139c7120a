import type { Job, Text, Tool } from '../../src/ir.ts'
import type { Shell } from './steps.ts'

/** The image of a job that names none: Ubuntu with the usual tools to build. */
export const hostImage = 'buildpack-deps:noble'

/** What a job runs in, and the shell that GitLab finds there. */
export interface Ground {
  /** null: the machine itself. */
  readonly image: Text | null
  readonly shell: Shell
}

/** The image and shell of a job. An image of the story wins over its tools. */
export function groundOf(job: Job): Ground {
  if (!onLinux(job)) return { image: null, shell: 'bash' }
  if (job.container !== null) return { image: job.container.image, shell: shellOfImage(job.container.image) }
  const tool = job.tools.find((one) => one.name !== 'docker') ?? job.tools[0]
  if (tool !== undefined) return { image: imageOf(tool), shell: tool.name === 'docker' ? 'sh' : 'bash' }
  return job.runner.labels.length > 0 ? { image: null, shell: 'unknown' } : { image: [hostImage], shell: 'bash' }
}

/** Whether a job runs on Linux, where GitLab takes images. */
export function onLinux(job: Job): boolean {
  return job.runner.os.length === 1 && job.runner.os[0] === 'linux'
}

/** Whether a job runs on Windows, where GitLab runs scripts in PowerShell. */
export function onWindows(job: Job): boolean {
  return job.runner.os.length === 1 && job.runner.os[0] === 'windows'
}

/** Whether a job builds or runs containers. */
export function usesDocker(job: Job): boolean {
  return job.tools.some((tool) => tool.name === 'docker')
}

/** The official image of a toolchain. */
export function imageOf({ name, version, with: build }: Tool): Text {
  switch (name) {
    case 'go':
      return ['golang:', ...version]
    case 'java':
      return build === 'maven'
        ? ['maven:3-eclipse-temurin-', ...version]
        : build === 'gradle'
          ? ['gradle:jdk', ...version]
          : ['eclipse-temurin:', ...version]
    case 'php':
      return ['php:', ...version, '-cli']
    case 'dotnet':
      return ['mcr.microsoft.com/dotnet/sdk:', ...version]
    case 'deno':
      return ['denoland/deno:', ...version]
    case 'bun':
      return ['oven/bun:', ...version]
    default:
      return [`${name}:`, ...version]
  }
}

// Official images that are built on Debian or Ubuntu, and so have bash.
const withBash =
  /^(?:docker\.io\/)?(?:library\/)?(?:node|python|golang|rust|ruby|php|perl|eclipse-temurin|maven|gradle|debian|ubuntu|buildpack-deps)(?::|$)/

/** What is known of the shells of an image by its name. */
export function shellOfImage(image: Text): Shell {
  const text = image.map((part) => (typeof part === 'string' ? part : '')).join('')
  return withBash.test(text) && !/alpine|busybox|nanoserver/.test(text) ? 'bash' : 'unknown'
}
