import { escapeText } from './expression.ts'
import { pinned } from './pins.ts'
import type { GithubStep } from './schema.ts'
import { tidy } from './tidy.ts'

/**
 * The step that asks for an OIDC token and puts it into variables, and into an output if `id` is given. The action
 * brings its own tools, so that it works in any image.
 *
 * @see https://docs.github.com/actions/reference/security/oidc#methods-for-requesting-the-oidc-token
 */
export function writeToken(
  audience: string,
  names: readonly string[],
  key: string,
  id: string | undefined,
): GithubStep {
  const lines = [
    `const token = await core.getIDToken('${audience.replaceAll(/[\\']/g, '\\$&')}')`,
    'core.setSecret(token)',
    ...names.map((name) => `core.exportVariable('${name}', token)`),
    ...(id === undefined ? [] : [`core.setOutput('${key}', token)`]),
  ]
  return tidy({
    name: `Get a token for ${escapeText(audience)}`,
    id,
    uses: pinned('actions/github-script'),
    with: { script: escapeText(`${lines.join('\n')}\n`) },
  }) as unknown as GithubStep
}
