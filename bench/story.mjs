/** The pipeline of the measurements as a story: three jobs that are written out, or any number made by a loop. */
export function storyOf(jobs, targets, name = 'bench') {
  return jobs === 3 ? three(targets) : many(jobs, targets, name)
}

function three(targets) {
  return `import { branch, job, manual, node, pullRequest, push, secret, sh, step, story } from 'pipegen'

const token = secret('DEPLOY_TOKEN')

const lint = job({ tools: [node('22')], steps: [sh\`npm ci\`, step({ name: 'Lint', run: sh\`npm run lint\` })] })

const unit = job({
  matrix: { version: ['20', '22', '24'] },
  tools: ({ version }) => [node(version)],
  env: { TEST_LEVEL: 'full' },
  steps: [sh\`npm ci\`, step({ name: 'Test', run: sh\`npm test -- --coverage\` })],
})

const release = job({
  needs: [lint, unit],
  when: branch('main'),
  env: { DEPLOY_TOKEN: token },
  steps: [sh\`npm ci\`, sh\`./ci/deploy --verbose\`],
})

export default story({
  name: 'bench',
  targets: ${targets},
  on: [push({ branches: ['main'] }), pullRequest(), manual()],
  stages: { check: { lint, unit }, deploy: { release } },
})
`
}

function many(jobs, targets, name) {
  return `import { job, node, push, sh, step, story, type AnyJob } from 'pipegen'

const jobs: Record<string, AnyJob> = {}
let last: AnyJob | undefined
for (let index = 0; index < ${jobs}; index++) {
  const unit = job({
    ...(last === undefined ? {} : { needs: [last] }),
    tools: [node(index % 2 === 0 ? '20' : '22')],
    env: { INDEX: String(index) },
    steps: [
      sh\`npm ci\`,
      step({ name: 'Test', run: sh\`npm test\` }),
      sh\`
        for file in reports/*.xml; do
          echo "$file"
        done
      \`,
    ],
  })
  jobs['job-' + index] = unit
  if (index % 10 === 0) last = unit
}

export default story({ name: '${name}', targets: ${targets}, on: [push()], stages: { all: jobs } })
`
}
