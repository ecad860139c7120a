const reference = 'https://docs.github.com/actions/reference'
const workflows = `${reference}/workflows-and-actions`

/** Pages of the vendor that cells rest on. */
export const pages = {
  syntax: `${workflows}/workflow-syntax`,
  events: `${workflows}/events-that-trigger-workflows`,
  contexts: `${workflows}/contexts`,
  expressions: `${workflows}/expressions`,
  variables: `${workflows}/variables`,
  caching: `${workflows}/dependency-caching`,
  environments: `${workflows}/deployments-and-environments`,
  commands: `${workflows}/workflow-commands`,
  secrets: `${reference}/security/secrets`,
  oidc: `${reference}/security/oidc`,
  runners: `${reference}/runners/github-hosted-runners`,
  artifacts: 'https://docs.github.com/actions/tutorials/store-and-share-data',
  services: 'https://docs.github.com/actions/tutorials/use-containerized-services/use-docker-service-containers',
  tools: 'https://docs.github.com/actions/tutorials/build-and-test-code',
  token: 'https://docs.github.com/actions/tutorials/authenticate-with-github_token',
} as const
