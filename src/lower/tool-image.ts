import type { Cell, Job, Text, Tool } from '../ir.ts'

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

// Official images that are built on Debian or Ubuntu; those with `slim` or `alpine` behind the name have less inside.
const withGit = /^(?:node|python|golang|rust|ruby|maven|gradle|buildpack-deps)(?::|$)/
const withBash = /^(?:php|perl|eclipse-temurin|debian|ubuntu)(?::|$)/

/** Whether the image of a job is known to have git, in all cells of its matrix; `own` are images that the vendor makes. */
export function imageHasGit(image: Text, job: Job, own: RegExp): boolean {
  return namesOf(image, job).every((name) => (withGit.test(name) || own.test(name)) && !/slim|alpine/.test(name))
}

/** Whether the image of a job is known to have bash, in all cells of its matrix; `own` are images that the vendor makes. */
export function imageHasBash(image: Text, job: Job, own: RegExp): boolean {
  return namesOf(image, job).every(
    (name) => (withGit.test(name) || withBash.test(name) || own.test(name)) && !name.includes('alpine'),
  )
}

function namesOf(image: Text, job: Job): readonly string[] {
  return (job.matrix?.cells ?? [{} as Cell]).map((cell) =>
    image
      .map((part) => (typeof part === 'string' ? part : part.ref === 'matrix' ? (cell[part.key] ?? '') : ''))
      .join('')
      .replace(/^(?:docker\.io\/)?(?:library\/)?/, ''),
  )
}
