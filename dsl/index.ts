export { type Cache, type CacheSpec, cache, dependencies, type PackageManager } from './cache.ts'
export {
  all,
  always,
  any,
  branch,
  type Condition,
  changed,
  event,
  fork,
  not,
  onFailure,
  tag,
  targetBranch,
  type VendorTexts,
  vendorCondition,
} from './condition.ts'
export { ctx } from './context.ts'
export { type Environment, type EnvironmentSpec, environment } from './environment.ts'
export type { Unsupported, VendorId } from './gate.ts'
export type { CredentialsSpec, ImageSpec } from './image.ts'
export { type InputSpec, input } from './input.ts'
export { type AnyJob, after, type Job, job, type Need, optional } from './job.ts'
export type {
  ArtifactSpec,
  CheckoutSpec,
  JobSpec,
  Minutes,
  Per,
  PermissionsSpec,
  ReportsSpec,
  RunnerSpec,
} from './job-spec.ts'
export { lines } from './lines.ts'
export { type Axes, type AxisValue, type Cell, type Matrix, matrix } from './matrix.ts'
export { idToken, repositoryToken, secret } from './secret.ts'
export { type Service, type ServiceSpec, service } from './service.ts'
export {
  type Command,
  pwsh,
  type Step,
  type StepLike,
  type StepSpec,
  sh,
  step,
  type VendorStep,
  type VendorStepSpec,
  vendorStep,
} from './step.ts'
export { type Defaults, type Stages, type Story, type StorySpec, story } from './story.ts'
export { bun, deno, docker, dotnet, go, java, node, php, python, ruby, rust, type Tool } from './tools.ts'
export {
  type ApiTrigger,
  api,
  type Cron,
  type ManualTrigger,
  manual,
  pullRequest,
  push,
  type Schedule,
  schedule,
  type Trigger,
  type VendorEvents,
  type VendorTrigger,
  vendorTrigger,
} from './trigger.ts'
export type { EnvSpec, Secret, Value, Words } from './value.ts'
