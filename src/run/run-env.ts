import type { Pipeline, Ref } from '../ir.ts'
import { refsOf } from '../refs.ts'

// What belongs to the shell that pipegen was called from, or would lead git and node astray.
const own =
  /^(?:OLDPWD|SHLVL|_|GIT_DIR|GIT_WORK_TREE|GIT_INDEX_FILE|GIT_PREFIX|NODE_CHANNEL_\w+|PIPEGEN_(?:RUN|OUTPUT|ID_TOKEN|REPOSITORY_TOKEN)|npm_\w+)$/

/**
 * The environment that every step starts from: that of the person who runs it, without the secrets of the story, which go to
 * those jobs alone that name them.
 */
export function runEnv(env: NodeJS.ProcessEnv, pipeline: Pipeline, given: Iterable<string>): NodeJS.ProcessEnv {
  const secrets = new Set([...given, ...refsOf(pipeline).flatMap(({ ref }) => secretName(ref))])
  const kept = Object.entries(env).filter(([name]) => !own.test(name) && !secrets.has(name))
  return { CI: 'true', ...Object.fromEntries(kept) }
}

function secretName(ref: Ref): readonly string[] {
  return ref.ref === 'secret' ? [ref.name] : []
}
