import { tests } from '../../condition/tests.ts'
import type { Pipeline, Test, Trigger } from '../../ir.ts'

/** Names that a story may tell apart, and names near to them. */
export interface Names {
  readonly branches: readonly string[]
  readonly tags: readonly string[]
  readonly files: readonly string[]
  /** The branches that the story names to the letter. */
  readonly spoken: readonly string[]
}

const usual = {
  branches: [
    ...[
      'main',
      'Main',
      'MAIN',
      'main-2',
      'not-main',
      'master',
      'develop',
      'dev',
      'trunk',
      'topic',
      'gh-pages',
      'v1',
      '1.x',
    ],
    ...[
      'feature/x',
      'Feature/X',
      'feature/x/y',
      'feature',
      'release/1.0',
      'Release/1.0',
      'release/1.0/hot',
      'releases',
    ],
    ...['hotfix/1', 'user/ada/topic', 'renovate/npm-10.x', 'topic_with+signs'],
  ],
  tags: ['v1', 'V1', 'v1.0.0', 'V1.0.0', 'v2.0.0-rc.1', '1.0.0', 'nightly', 'release/1', 'main', 'shop@1.0.0', 'v'],
  files: ['README.md', 'readme.md', 'src/index.ts', 'docs/guide/a.md', 'package.json'],
}

/** The names of a story's triggers and conditions with examples, others of another case, and others that just miss. */
export function namesIn(pipeline: Pipeline): Names {
  const leaves = pipeline.jobs.flatMap((job) =>
    [job.condition, ...job.steps.map((step) => step.condition)].flatMap(tests),
  )
  const asked = (test: (leaf: Test) => readonly string[]): readonly string[] => leaves.flatMap(test)
  const filters = (list: (trigger: Trigger) => readonly string[]): readonly string[] => pipeline.triggers.flatMap(list)
  const equal = (name: string): readonly string[] =>
    asked((leaf) =>
      leaf.test === 'equals' && leaf.value.ref === 'context' && leaf.value.name === name ? [leaf.to] : [],
    )
  const branches = [
    pipeline.defaultBranch,
    ...filters((one) =>
      one.kind === 'push' ? [...one.branches, ...one.ignoreBranches] : one.kind === 'pullRequest' ? one.branches : [],
    ),
    ...asked((leaf) => (leaf.test === 'branch' || leaf.test === 'targetBranch' ? leaf.patterns : [])),
    ...['branch', 'pullRequest.targetBranch', 'pullRequest.sourceBranch'].flatMap(equal),
  ]
  const tags = [
    ...filters((one) => (one.kind === 'tag' ? [...one.tags, ...one.ignoreTags] : [])),
    ...asked((leaf) => (leaf.test === 'tag' ? leaf.patterns : [])),
    ...equal('tag'),
  ]
  const files = [
    ...filters((one) => (one.kind === 'push' || one.kind === 'pullRequest' ? [...one.paths, ...one.ignorePaths] : [])),
    ...asked((leaf) => (leaf.test === 'changed' ? leaf.paths : [])),
  ]
  return {
    branches: around(branches, usual.branches),
    tags: around(tags, usual.tags),
    files: around(files, usual.files),
    spoken: [...new Set(branches)].filter((name) => !name.includes('*')),
  }
}

function around(patterns: readonly string[], more: readonly string[]): readonly string[] {
  const examples = [...new Set(patterns)].flatMap((pattern) => {
    const [one, other] = [exampleOf(pattern, 'x', 'x/y'), exampleOf(pattern, '1.2', '1/2/z')]
    return [one, other, one.toUpperCase(), `${one}-more`, `more-${one}`, exampleOf(pattern, 'x/y', 'x')]
  })
  return [...new Set([...examples, ...more])].filter(isGitName)
}

function exampleOf(pattern: string, star: string, stars: string): string {
  return pattern
    .split(/(\*\*\/|\*\*|\*)/)
    .map((part) => (part === '**/' ? `${stars}/` : part === '**' ? stars : part === '*' ? star : part))
    .join('')
}

// https://git-scm.com/docs/git-check-ref-format
function isGitName(name: string): boolean {
  return (
    /^(?!\/|-|.*(?:\/\/|\.\.|@\{|\/\.|\.lock(?:\/|$)|[/.]$))[^\s~^:?*[\\\0-\x1f\x7f]+$/.test(name) &&
    !name.startsWith('.')
  )
}
