import type { Pipeline } from '../ir.ts'
import { refsOf } from '../refs.ts'
import { hiddenTexts } from './mask.ts'
import type { SecretValues } from './secret-values.ts'

/** The texts that no output of a run may show: the values of all its secrets. */
export function hiddenSecrets(pipeline: Pipeline, secrets: SecretValues): readonly string[] {
  const values = refsOf(pipeline)
    .filter(({ ref }) => ref.ref === 'secret' || ref.ref === 'idToken' || ref.ref === 'repositoryToken')
    .map(({ ref }) => secrets.of(ref) ?? '')
  return hiddenTexts(new Set(values))
}
