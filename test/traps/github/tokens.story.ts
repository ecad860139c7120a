// Secrets in files, an OIDC token, the token of the repository, and rights.
import { ctx, idToken, job, push, repositoryToken, secret, sh, step, story } from 'pipegen'

const cloud = job({
  env: {
    AWS_TOKEN: idToken({ audience: 'sts.amazonaws.com' }),
    KUBECONFIG: secret.file('KUBE'),
    SHORT: `v-${ctx.shortSha}`,
  },
  permissions: { packages: 'write' },
  steps: [sh`./deploy`, step({ run: sh`./other`, env: { FILE: secret.file('OTHER'), TOKEN: repositoryToken() } })],
})
const plain = job({ steps: [sh`make`] })

export default story({ name: 'tokens', on: [push({ branches: ['main'] })], stages: { test: { cloud, plain } } })
