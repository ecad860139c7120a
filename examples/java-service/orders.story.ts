// A Java service built by Maven, with a nightly run and a message when that fails.
import {
  after,
  all,
  dependencies,
  event,
  java,
  job,
  onFailure,
  pullRequest,
  push,
  schedule,
  secret,
  service,
  sh,
  step,
  story,
} from 'pipegen'

const nightly = schedule('0 2 * * *', { name: 'nightly' })
const rabbit = service({ image: 'rabbitmq:4', port: 5672 })

const build = job({
  name: 'Build',
  tools: [java('21', { with: 'maven' })],
  caches: [dependencies('maven')],
  steps: [sh`mvn --batch-mode --no-transfer-progress verify -DskipITs`],
  artifacts: { jar: 'target/orders.jar' },
  reports: {
    junit: 'target/surefire-reports/TEST-*.xml',
    coverage: { format: 'jacoco', path: 'target/site/jacoco/jacoco.xml' },
  },
  timeout: 20,
})

const integration = job({
  name: 'Integration tests',
  needs: [build],
  tools: [java('21', { with: 'maven' })],
  caches: [dependencies('maven')],
  services: { rabbit },
  env: { RABBIT_HOST: rabbit.host, RABBIT_PORT: rabbit.port },
  steps: [
    step({
      name: 'Run the tests',
      run: sh`mvn --batch-mode --no-transfer-progress failsafe:integration-test failsafe:verify`,
    }),
    step({
      name: 'Show the log',
      run: sh`cat target/failsafe-reports/*.txt`,
      when: onFailure(),
      continueOnError: true,
    }),
  ],
  reports: { junit: 'target/failsafe-reports/TEST-*.xml' },
  timeout: 30,
})

const alert = job({
  name: 'Tell the team',
  needs: [after(build), after(integration)],
  when: all(onFailure(), event(nightly)),
  image: 'curlimages/curl:8.16.0',
  shell: 'sh',
  checkout: false,
  env: { WEBHOOK: secret('CHAT_WEBHOOK') },
  steps: [sh`curl --fail --silent --data '{"text":"The nightly build of orders failed."}' "$WEBHOOK"`],
  timeout: 5,
})

export default story({
  name: 'orders',
  targets: ['github', 'gitlab'],
  on: [push({ branches: ['main', 'release/*'] }), pullRequest(), nightly],
  stages: { build: { build }, test: { integration }, tell: { alert } },
})
