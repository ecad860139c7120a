import type { Job, Text, Tool } from '../../src/ir.ts'

/** Where git runs: https://hub.docker.com/r/alpine/git */
export const gitImage = 'alpine/git:v2.49.1'

/** Where the Kubernetes API is called from: https://hub.docker.com/r/alpine/k8s */
export const kubectlImage = 'alpine/k8s:1.34.1'

/** Where a web hook is called from: https://hub.docker.com/r/curlimages/curl */
export const curlImage = 'curlimages/curl:8.16.0'

/** What a job without image or tools runs in: https://hub.docker.com/_/buildpack-deps */
export const plainImage = 'buildpack-deps:trixie'

const official: Readonly<Record<Tool['name'], readonly [before: string, after: string]>> = {
  node: ['node:', ''],
  python: ['python:', ''],
  go: ['golang:', ''],
  java: ['eclipse-temurin:', '-jdk'],
  rust: ['rust:', ''],
  ruby: ['ruby:', ''],
  php: ['php:', '-cli'],
  dotnet: ['mcr.microsoft.com/dotnet/sdk:', ''],
  deno: ['denoland/deno:', ''],
  bun: ['oven/bun:', ''],
  docker: ['docker:', '-cli'],
}

const builders = { maven: ['maven:3-eclipse-temurin-', ''], gradle: ['gradle:jdk', ''] } as const

/** The image that the steps of a job run in: the story's own, or the official one of its tool. */
export function imageOf(job: Job): Text {
  if (job.container !== null) return job.container.image
  const tool = job.tools.find(({ name }) => name !== 'docker') ?? job.tools[0]
  if (tool === undefined) return [plainImage]
  const [before, after] = tool.with === null ? official[tool.name] : builders[tool.with]
  return [before, ...tool.version, after].filter((part) => part !== '')
}
