export { basicSchema, type CodeshipYaml } from './schema/basic.ts'
export { type CodeshipBuild, type CodeshipService, type CodeshipServices, servicesSchema } from './schema/services.ts'
export { type CodeshipStep, type CodeshipSteps, stepsSchema } from './schema/steps.ts'
