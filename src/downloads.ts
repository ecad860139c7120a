/** By package manager: where its downloads are kept, the file that makes the key, and, with `{}` for the checkout, its settings. */
export const downloads = {
  npm: { paths: ['.cache/npm'], key: 'package-lock.json', env: { npm_config_cache: '{}/.cache/npm' } },
  pnpm: { paths: ['.cache/pnpm'], key: 'pnpm-lock.yaml', env: { npm_config_store_dir: '{}/.cache/pnpm' } },
  yarn: { paths: ['.cache/yarn'], key: 'yarn.lock', env: { YARN_CACHE_FOLDER: '{}/.cache/yarn' } },
  pip: { paths: ['.cache/pip'], key: 'requirements.txt', env: { PIP_CACHE_DIR: '{}/.cache/pip' } },
  uv: { paths: ['.cache/uv'], key: 'uv.lock', env: { UV_CACHE_DIR: '{}/.cache/uv' } },
  go: {
    paths: ['.cache/go'],
    key: 'go.sum',
    env: { GOMODCACHE: '{}/.cache/go/mod', GOCACHE: '{}/.cache/go/build' },
  },
  maven: {
    paths: ['.cache/maven'],
    key: 'pom.xml',
    env: { MAVEN_OPTS: '-Dmaven.repo.local={}/.cache/maven' },
  },
  gradle: {
    paths: ['.cache/gradle'],
    key: 'gradle/wrapper/gradle-wrapper.properties',
    env: { GRADLE_USER_HOME: '{}/.cache/gradle' },
  },
  cargo: { paths: ['.cache/cargo'], key: 'Cargo.lock', env: { CARGO_HOME: '{}/.cache/cargo' } },
  bundler: { paths: ['.cache/bundle'], key: 'Gemfile.lock', env: { BUNDLE_PATH: '{}/.cache/bundle' } },
  composer: {
    paths: ['.cache/composer'],
    key: 'composer.lock',
    env: { COMPOSER_CACHE_DIR: '{}/.cache/composer' },
  },
} as const
