import type { Engine } from './engine.ts'

/**
 * The name of an image as the engine finds it. A short name is one of Docker Hub, which not every engine takes for granted:
 * https://docs.podman.io/en/latest/markdown/podman-pull.1.html; an image that is here already has the name that it has.
 */
export async function wholeName({ name, call }: Engine, image: string): Promise<string> {
  const [first = '', ...rest] = image.split('/')
  if (name === 'docker' || (rest.length > 0 && (/[.:]/.test(first) || first === 'localhost'))) return image
  const isHere = await call(['image', 'exists', image]).then(
    () => true,
    () => false,
  )
  if (isHere) return image
  return `docker.io/${rest.length === 0 ? 'library/' : ''}${image}`
}
