import type { Source } from '../../src/vendor.ts'
import { title } from './title.ts'

/** Travis CI, which can be imported from: https://docs.travis-ci.com/ */
export const travis = {
  id: 'travis',
  title,
  owns: (path: string) => path === '.travis.yml' || path === '.travis.yaml',
  read: () => import('./read/index.ts'),
} as const satisfies Source
