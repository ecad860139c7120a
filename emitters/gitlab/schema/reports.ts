import { closed, type JsonSchema, type SchemaMap, words } from '../../../src/json-schema.ts'
import { orNothing, someText, textOrTexts } from './scalar.ts'

/** Files that GitLab reads. Each is uploaded whatever the result of the job. */
export type GitlabReports = { readonly [R in (typeof kinds)[number]]?: string | readonly string[] } & {
  readonly coverage_report?: GitlabCoverageReport | null
}

/** Which lines the tests ran. */
export interface GitlabCoverageReport {
  readonly coverage_format: 'cobertura' | 'jacoco'
  readonly path: string
}

/** The kinds of reports that are one file or several. */
const kinds = [
  'accessibility',
  'annotations',
  'api_fuzzing',
  'browser_performance',
  'cluster_image_scanning',
  'codequality',
  'container_scanning',
  'coverage_fuzzing',
  'cyclonedx',
  'dast',
  'dependency_scanning',
  'dotenv',
  'junit',
  'license_management',
  'license_scanning',
  'load_performance',
  'lsif',
  'metrics',
  'performance',
  'repository_xray',
  'requirements',
  'requirements_v2',
  'sarif',
  'sast',
  'secret_detection',
  'terraform',
] as const

const files = Object.fromEntries(kinds.map((kind) => [kind, textOrTexts])) as Record<(typeof kinds)[number], JsonSchema>

/** The definitions of this file. */
export const reportsDefinitions: SchemaMap = {
  reports: closed<GitlabReports>(
    {},
    {
      ...files,
      coverage_report: orNothing(
        closed<GitlabCoverageReport>({ coverage_format: words('cobertura', 'jacoco'), path: someText }, {}),
      ),
    },
  ),
}
