/** Of each thing that is the same on GitLab, two texts that are, and one that is not. */
export const gitlabExamples: Readonly<Record<string, readonly [string, string, string]>> = {
  templates: [
    '.x: {image: y}\na: {extends: .x, script: [make]}\n',
    'a: {image: y, script: [make]}\n',
    'a: {image: z, script: [make]}\n',
  ],
  conditions: [
    'a: {script: [make], only: [main]}\n',
    `a: {script: [make], rules: [{if: '$CI_COMMIT_BRANCH == "main"'}, {if: '$CI_COMMIT_TAG == "main"'}]}\n`,
    `a: {script: [make], rules: [{if: '$CI_COMMIT_BRANCH == "main"'}]}\n`,
  ],
  scripts: ['a: {before_script: [one], script: [two]}\n', 'a: {script: [one, two]}\n', 'a: {script: [two, one]}\n'],
  caches: [
    'a: {script: [make], cache: {key: one-$CI_COMMIT_REF_SLUG, paths: [x]}}\n',
    'a: {script: [make], cache: {key: $CI_COMMIT_REF_NAME, paths: [x/]}}\n',
    'a: {script: [make], cache: {key: one, paths: [x]}}\n',
  ],
  values: [
    'variables: {V: a:$W, W: "1"}\na: {image: $V, script: [make]}\n',
    'variables: {V: a:$W, W: "1"}\na: {image: "a:1", script: [make]}\n',
    'variables: {V: a:$W, W: "1"}\na: {image: "a:2", script: [make]}\n',
  ],
  'order of jobs': [
    'stages: [x, y]\na: {stage: x, script: [make]}\nb: {stage: y, script: [make]}\n',
    'stages: [x, y]\na: {stage: x, script: [make]}\nb: {stage: y, needs: [a], script: [make]}\n',
    'stages: [x, y]\na: {stage: x, script: [make]}\nb: {stage: y, needs: [], script: [make]}\n',
  ],
  times: [
    'a: {script: [make], timeout: 90 minutes}\n',
    'a: {script: [make], timeout: 1h 30m}\n',
    'a: {script: [make], timeout: 1h 31m}\n',
  ],
  matrix: [
    'a: {script: [make], parallel: {matrix: [{X: [1, 2]}]}}\n',
    'a: {script: [make], parallel: {matrix: [{X: 1}, {X: 2}]}}\n',
    'a: {script: [make], parallel: {matrix: [{X: 1}, {X: 3}]}}\n',
  ],
  defaults: [
    'a: {script: [make]}\n',
    'a: {script: [make], stage: test, timeout: 1h}\n',
    'a: {script: [make], stage: test, timeout: 2h}\n',
  ],
}
