// Packs what is tagged, and hands it out.
import { ctx, environment, job, node, secret, sh, step, story, tag, vendorTrigger } from 'pipegen'

// The archive holds the program alone.
const pack = job({
  tools: [node('22')],
  checkout: { credentials: true },
  steps: [
    // from the lock file
    sh`npm ci`,
    step({
      name: 'Pack',
      run: sh`
        npm run build
        tar -czf app.tar.gz dist
      `,
    }),
  ],
  artifacts: { app: { paths: 'app.tar.gz', retention: 90, ifMissing: 'warn' } },
})

const publish = job({
  needs: [pack],
  when: tag('**'),
  environment: environment('production'),
  checkout: false,
  steps: [step({ run: sh`./publish ${ctx.tag}`, env: { TOKEN: secret('PUBLISH_TOKEN') } })],
})

export default story({
  name: 'release',
  targets: ['github'],
  on: [tag('v*'), vendorTrigger({ github: { release: { types: ['published'] } } })],
  permissions: { contents: 'read' },
  like: 'github',
  stages: { pack, publish },
})
