import { runSteps } from '../../src/features/use.ts'
import type { Env, Job, Ref } from '../../src/ir.ts'
import { refsIn, refsOfJob } from '../../src/refs.ts'
import { fileVariable, tokenVariable } from './names.ts'

/** The variable that holds a reference, if it is a secret. */
export function secretOf(ref: Ref): readonly string[] {
  return ref.ref === 'secret' ? [ref.name] : ref.ref === 'repositoryToken' ? [tokenVariable] : []
}

/** The secrets that the steps of a job use, in the order of the alphabet. */
export function secretsOfJob(job: Job): readonly string[] {
  const services = job.services.flatMap((service) => service.env.map((entry) => entry.name))
  const own = refsOfJob(job).filter(({ variable, ref }) => {
    if (variable !== undefined && services.includes(variable)) return isOwn(job, ref)
    return !isLogin(job, ref)
  })
  return [...new Set(own.flatMap(({ ref }) => secretOf(ref)))].sort()
}

/** The lines that an environment with secrets begins with: a missing one would be an empty text without a word. */
export function checkSecrets(env: Env): readonly string[] {
  const refs = env.flatMap((entry) => refsIn(entry.value))
  const names = new Set(refs.flatMap(secretOf))
  const files = new Set(refs.flatMap((ref) => (ref.ref === 'secret' && ref.file ? [ref.name] : [])))
  return [
    ...[...names].map((name) => `: "\${${name}:?missing secret ${name}}"`),
    // A variable holds one line, so that files are kept in base64.
    ...[...files].flatMap((name) => {
      const file = fileVariable(name)
      return [`${file}=$(mktemp)`, `printf %s "$${name}" | base64 -d >"$${file}"`]
    }),
  ]
}

// A secret that a service has and the steps too.
function isOwn(job: Job, ref: Ref): boolean {
  const texts = [...job.env, ...runSteps(job).flatMap((step) => step.env)]
  return texts.some((entry) => refsIn(entry.value).some((one) => same(one, ref)))
}

// What logs in to a registry is kept apart from what steps can read.
function isLogin(job: Job, ref: Ref): boolean {
  const credentials = [job.container?.credentials, ...job.services.map((service) => service.credentials)]
  const login = credentials.flatMap((one) => (one == null ? [] : refsIn([...one.username, ...one.password])))
  return login.some((one) => same(one, ref)) && !isOwn(job, ref)
}

function same(one: Ref, other: Ref): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
