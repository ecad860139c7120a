import { runSteps } from '../../src/features/use.ts'
import type { Job } from '../../src/ir.ts'

/** An ID token of a job: https://docs.gitlab.com/ci/yaml/#id_tokens */
export interface Token {
  readonly name: string
  readonly audience: string
}

const none = { tokens: [], byAudience: new Map<string, string>() }

/** The ID tokens of a job. Each is named like the variable that holds it alone, where that name is free. */
export function tokensOf(job: Job): {
  readonly tokens: readonly Token[]
  readonly byAudience: ReadonlyMap<string, string>
} {
  const uses: { readonly audience: string; readonly name: string; readonly alone: boolean }[] = []
  for (const env of [job.env, ...runSteps(job).map((step) => step.env)]) {
    for (const { name, value } of env) {
      for (const part of value)
        if (typeof part === 'object' && part.ref === 'idToken')
          uses.push({ audience: part.audience, name, alone: value.length === 1 })
    }
  }
  if (uses.length === 0) return none
  const byAudience = new Map<string, string>()
  for (const { audience, name, alone } of uses) {
    if (byAudience.has(audience)) continue
    const free = alone && ![...byAudience.values()].includes(name)
    byAudience.set(audience, free ? name : `PIPEGEN_ID_TOKEN_${byAudience.size + 1}`)
  }
  return { tokens: [...byAudience].map(([audience, name]) => ({ name, audience })), byAudience }
}
