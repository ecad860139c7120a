import {
  cache,
  dependencies,
  docker,
  job,
  pullRequest,
  push,
  ruby,
  secret,
  service,
  sh,
  step,
  story,
  tag,
} from 'pipegen'

const redis = service({ image: 'redis:7', port: 6379 })

const test = job({
  matrix: { ruby: ['3.2', 'jruby-9.4'] },
  tools: (cell) => [ruby(cell.ruby), docker()],
  services: { redis },
  checkout: { depth: 50, submodules: 'recursive', pullRequest: 'merge' },
  caches: [dependencies('bundler'), cache({ paths: ['vendor/assets'], key: 'Gemfile.lock' }), dependencies('maven')],
  env: { API_URL: 'https://api.example.com', DEPLOY_KEY: secret('DEPLOY_KEY'), UPLOAD_TOKEN: secret('UPLOAD_TOKEN') },
  steps: [
    sh`
      export PATH="$HOME/bin:$PATH"
      if [ -f "\${BUNDLE_GEMFILE:-Gemfile}.lock" ]; then
        bundle install --jobs=3 --retry=3 --deployment
      elif [ -f "\${BUNDLE_GEMFILE:-Gemfile}" ]; then
        bundle install --jobs=3 --retry=3
      fi
    `,
    sh`
      export PATH="$HOME/bin:$PATH"
      if [ -f "\${BUNDLE_GEMFILE:-Gemfile}" ]; then
        bundle exec rake
      else
        rake
      fi
    `,
    step({
      run: sh`
        export PATH="$HOME/bin:$PATH"
        curl -H "Authorization: $UPLOAD_TOKEN" "$API_URL"
      `,
      continueOnError: true,
    }),
  ],
})

export default story({ name: 'ci', targets: ['github'], on: [push(), tag('**'), pullRequest()], stages: { test } })
