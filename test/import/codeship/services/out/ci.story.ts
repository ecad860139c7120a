// One after another, each on all its steps
import { job, optional, push, sh, story, tag } from 'pipegen'

const migrateAppOld = job({ name: 'Migrate (app-old)', image: 'node:22', steps: [sh`npm run migrate`] })

const checkAppOld = job({
  name: 'Check (app-old)',
  needs: [optional(migrateAppOld)],
  image: 'node:22',
  steps: [sh`npm run check`],
})

const migrateApp = job({
  name: 'Migrate (app)',
  needs: [optional(checkAppOld)],
  image: 'node:24',
  steps: [sh`npm run migrate`],
})

const checkApp = job({
  name: 'Check (app)',
  needs: [optional(migrateApp)],
  image: 'node:24',
  steps: [sh`npm run check`],
})

// All at once
const lintApp = job({ name: 'Lint (app)', image: 'node:24', steps: [sh`npm run lint`] })
const typesApp = job({ name: 'Types (app)', image: 'node:24', steps: [sh`npm run types`] })
const lintAppNext = job({ name: 'Lint (app-next)', image: 'node:26', steps: [sh`npm run lint`] })
const typesAppNext = job({ name: 'Types (app-next)', image: 'node:26', steps: [sh`npm run types`] })

// The services side by side, on each the steps in their order
const installAppOld = job({ name: 'Install (app-old)', image: 'node:22', steps: [sh`npm ci`] })

const testAppOld = job({
  name: 'Test (app-old)',
  needs: [optional(installAppOld)],
  image: 'node:22',
  steps: [sh`npm test`],
})

const installApp = job({ name: 'Install (app)', image: 'node:24', steps: [sh`npm ci`] })
const testApp = job({ name: 'Test (app)', needs: [optional(installApp)], image: 'node:24', steps: [sh`npm test`] })
const installAppNext = job({ name: 'Install (app-next)', image: 'node:26', steps: [sh`npm ci`] })

const testAppNext = job({
  name: 'Test (app-next)',
  needs: [optional(installAppNext)],
  image: 'node:26',
  steps: [sh`npm test`],
})

export default story({
  name: 'ci',
  targets: ['codeship'],
  on: [push(), tag('**')],
  stages: {
    Upgrades: { migrateAppOld, checkAppOld, migrateApp, checkApp },
    Quick: { lintApp, typesApp, lintAppNext, typesAppNext },
    Versions: { installAppOld, testAppOld, installApp, testApp, installAppNext, testAppNext },
  },
})
