import type { Job, Text, Tool } from '../ir.ts'

/** The official image of a toolchain: https://hub.docker.com/u/library */
export function toolImage({ name, version, with: build }: Tool): Text {
  switch (name) {
    case 'go':
      return ['golang:', ...version]
    case 'java':
      if (build === 'maven') return ['maven:3-eclipse-temurin-', ...version]
      return build === 'gradle' ? ['gradle:jdk', ...version] : ['eclipse-temurin:', ...version]
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

/** Whether a job builds or runs containers. */
export function usesDocker(job: Job): boolean {
  return job.tools.some((tool) => tool.name === 'docker')
}
