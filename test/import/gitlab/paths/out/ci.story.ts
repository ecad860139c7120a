import { all, changed, event, job, pullRequest, push, pwsh, sh, story, tag, vendorCondition } from 'pipegen'

const install = job({
  when: all(
    event('pullRequest'),
    changed('apps/**', 'libraries/**', 'package-lock.json'),
    vendorCondition({ gitlab: '$CI_PIPELINE_SOURCE' }),
  ),
  image: 'node:24',
  steps: [sh`npm ci`],
  artifacts: { install: 'node_modules' },
  raw: {
    gitlab: {
      rules: [
        {
          if: '$CI_PIPELINE_SOURCE == "merge_request_event"',
          changes: ['apps/**', 'libraries/**', 'package-lock.json'],
        },
      ],
    },
  },
})

const format = job({
  needs: [install],
  when: all(
    event('pullRequest'),
    changed('apps/web/**', 'libraries/**'),
    vendorCondition({ gitlab: '$CI_PIPELINE_SOURCE' }),
  ),
  image: 'node:24',
  steps: [sh`npm run format`],
  raw: {
    gitlab: {
      rules: [{ if: '$CI_PIPELINE_SOURCE == "merge_request_event"', changes: ['apps/web/**', 'libraries/**'] }],
    },
  },
})

const installer = job({
  needs: [],
  when: vendorCondition({ gitlab: '$CI_PIPELINE_SOURCE' }),
  runner: { os: 'windows', labels: ['windows'] },
  steps: [pwsh`./build.ps1`],
  raw: {
    gitlab: {
      script: ['./build.ps1'],
      after_script: ['Compress-Archive -Path out -DestinationPath out.zip'],
      artifacts: { paths: ['C:/build/out.zip'] },
    },
  },
})

export default story({
  name: 'ci',
  targets: ['gitlab'],
  on: [
    // The wider list of paths is that of the job that others need.
    push(),
    tag('**'),
    pullRequest(),
  ],
  like: 'gitlab',
  stages: { install, check: { format }, build: { installer } },
  raw: {
    gitlab: {
      workflow: {
        name: null,
        auto_cancel: null,
        rules: [
          { if: '$CI_MERGE_REQUEST_LABELS =~ /skip-ci/', when: 'never' },
          { if: '$CI_COMMIT_MESSAGE =~ /^wip/', when: 'never' },
          { if: '$CI_PIPELINE_SOURCE == "merge_request_event" && $RELEASE_TRAIN == "on" && $TIER == "one"' },
          { if: '$CI_PIPELINE_SOURCE == "merge_request_event" && $RELEASE_TRAIN == "off" && $TIER == "two"' },
          { if: '$CI_COMMIT_BRANCH == "main" && $TIER == "one" && $REGION == "north"' },
          { if: '$CI_COMMIT_BRANCH == "main" && $TIER == "two" && $REGION == "south"' },
          { if: '$CI_PIPELINE_SOURCE == "schedule" && $NIGHTLY == "1" && $REGION != "west"' },
        ],
      },
    },
  },
})
