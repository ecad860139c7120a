import { escapeText } from './expression.ts'
import type { JobScene } from './scene.ts'
import type { GithubContainer } from './schema.ts'
import { writeCredentials } from './services.ts'
import { tidy } from './tidy.ts'
import { writeText } from './values.ts'

/** The image that the steps of a job run in; its entry point is not run. */
export function writeContainer(scene: JobScene): GithubContainer | string | undefined {
  const { container } = scene.job
  if (container === null) return undefined
  const image = writeText(container.image, scene)
  if (container.credentials === null && container.user === null) return image
  return tidy<GithubContainer>({
    image,
    credentials: writeCredentials(container.credentials, scene),
    env: undefined,
    ports: undefined,
    volumes: undefined,
    options: container.user === null ? undefined : `--user ${escapeText(container.user)}`,
  })
}
