import type { ContextName, Env } from '../../../src/ir.ts'
import type { Origin } from '../../../src/origin.ts'
import { ambientEnv } from '../../../src/read/shell-names.ts'
import { contexts } from '../contexts.ts'
import type { Section } from './sections.ts'

/** The variables that the scripts of a step ask for: what people fill in, and what the vendor sets. */
export function readEnv(
  scripts: string,
  { inputs, sections }: { readonly inputs: readonly string[]; readonly sections: readonly Section[] },
  origin: Origin,
): Env {
  return [
    ...inputs
      .filter((name) => scripts.includes(name))
      .map((name) => ({ name, value: [{ ref: 'input' as const, name }], origin })),
    ...ambientEnv(scripts, contextsIn(sections), new Set([...inputs, 'BITBUCKET_STEP_OIDC_TOKEN']), origin),
  ]
}

// On pull requests the commit is the merged one, of which no story knows, and the branch is that which is merged.
function contextsIn(sections: readonly Section[]): Readonly<Record<string, ContextName>> {
  const { BITBUCKET_COMMIT: _, BITBUCKET_BRANCH: __, ...settled } = contexts
  const pulls = sections.filter(({ kind }) => kind === 'pull-requests')
  if (pulls.length === 0) return contexts
  return pulls.length === sections.length ? { ...settled, BITBUCKET_BRANCH: 'pullRequest.sourceBranch' } : settled
}
