import type { Source } from '../../src/vendor.ts'
import { shippableTitle, title } from './title.ts'

/** Travis CI, which can be imported from: https://docs.travis-ci.com/ */
export const travis = {
  id: 'travis',
  title,
  owns: (path: string) => path === '.travis.yml' || path === '.travis.yaml',
  read: () => import('./read/index.ts'),
} as const satisfies Source

/** Shippable, which ended in 2021 and can be imported from too: http://docs.shippable.com/ci/yml-structure/ */
export const shippable = {
  id: 'shippable',
  title: shippableTitle,
  owns: (path: string) => path === 'shippable.yml',
  read: () => import('./read/index.ts').then(({ readShippable }) => ({ read: readShippable })),
} as const satisfies Source
