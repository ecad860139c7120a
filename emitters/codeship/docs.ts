const cloud = 'https://docs.cloudbees.com/docs/cloudbees-codeship/latest'
const pro = `${cloud}/pro-builds-and-configuration`
const basic = `${cloud}/basic-builds-and-configuration`

/** The pages of CodeShip that the output rests on. */
export const docs = {
  steps: `${pro}/steps`,
  groups: `${pro}/steps#_group_steps`,
  manual: `${pro}/steps#_manual_approval_steps`,
  failure: `${pro}/steps#_on_fail_steps`,
  limiting: `${pro}/steps#_limiting_steps_to_specific_branches_or_tags`,
  services: `${pro}/services`,
  volumes: `${pro}/docker-volumes`,
  environment: `${pro}/environment-variables`,
  secrets: `${pro}/environment-variables#_encrypting_your_environment_variables`,
  registries: `${pro}/image-registries`,
  caching: `${pro}/caching`,
  waiting: `${pro}/services-and-databases`,
  triggers: `${cloud}/general-projects/build-trigger`,
  forks: `${cloud}/general-projects/getting-started`,
  push: `${cloud}/general-projects/push-to-remote-repositories`,
  api: 'https://apidocs.codeship.com/v2/builds/create-build',
  variables: `${basic}/set-environment-variables`,
  scripts: `${basic}/scripts`,
  machine: `${cloud}/general-about/vm-and-infrastructure`,
  deployments: `${basic}/deployment-pipelines`,
  parallel: `${basic}/parallel-tests`,
  yaml: 'https://github.com/painless-software/codeship-yaml',
} as const
