import { bitbucket } from './bitbucket.ts'
import { codeship, codeshipBasic } from './codeship.ts'
import { github } from './github.ts'
import { gitlab } from './gitlab.ts'
import type { SafetyReader } from './play.ts'
import { tekton, tektonPlain } from './tekton.ts'

/** For each vendor what reads its files. */
export const readers: Readonly<Record<string, SafetyReader>> = {
  github,
  gitlab,
  bitbucket,
  codeship,
  'codeship-basic': codeshipBasic,
  tekton,
  'tekton-plain': tektonPlain,
}
