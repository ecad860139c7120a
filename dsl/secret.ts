import { type Secret, secretOf } from './value.ts'

/**
 * A secret of the vendor's settings, by its name there.
 *
 * @example
 * const registryPassword = secret('REGISTRY_PASSWORD')
 * const image = job({ env: { REGISTRY_PASSWORD: registryPassword }, steps: [sh`./ci/build-image`] })
 */
export function secret(name: string): Secret {
  return secretOf({ from: 'secret', name, file: false })
}

/** A secret that the job finds in a file; the variable holds the path. @example env: { KUBECONFIG: secret.file('KUBECONFIG') } */
secret.file = (name: string): Secret => secretOf({ from: 'secret', name, file: true })

/** An OIDC token for `audience`, to log in to a cloud without a stored secret. @example env: { AWS_TOKEN: idToken({ audience: 'sts.amazonaws.com' }) } */
export function idToken(spec: { readonly audience: string }): Secret {
  return secretOf({ from: 'idToken', audience: spec.audience })
}

/** The token that the vendor makes for each run; what it may do is said by `permissions`. @example env: { TOKEN: repositoryToken() } */
export function repositoryToken(): Secret {
  return secretOf({ from: 'repositoryToken' })
}
