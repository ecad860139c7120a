import type { Job, Text } from '../../src/ir.ts'
import { toolImage } from '../../src/lower/tool-image.ts'
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
  if (tool !== undefined) return { image: toolImage(tool), shell: tool.name === 'docker' ? 'sh' : 'bash' }
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

// Official images that are built on Debian or Ubuntu, and so have bash.
const withBash =
  /^(?:docker\.io\/)?(?:library\/)?(?:node|python|golang|rust|ruby|php|perl|eclipse-temurin|maven|gradle|debian|ubuntu|buildpack-deps)(?::|$)/

/** What is known of the shells of an image by its name. */
export function shellOfImage(image: Text): Shell {
  const text = image.map((part) => (typeof part === 'string' ? part : '')).join('')
  return withBash.test(text) && !/alpine|busybox|nanoserver/.test(text) ? 'bash' : 'unknown'
}
