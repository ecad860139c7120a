import type { Vendor } from '../src/vendor.ts'
import { bitbucket } from './bitbucket/index.ts'
import { github } from './github/index.ts'
import { gitlab } from './gitlab/index.ts'
import { tekton } from './tekton/index.ts'

/** Every vendor, in the order of tables. Adding one is a folder and a line here. */
export const vendors = { github, gitlab, bitbucket, tekton } as const satisfies Readonly<Record<string, Vendor>>
